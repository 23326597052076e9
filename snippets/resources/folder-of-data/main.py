from importlib.resources import files

cards = files("kitchen") / "cards"

for card in sorted(cards.iterdir(), key=lambda c: c.name):
    text = card.read_text(encoding="utf-8")
    print(card.name, "-", text.strip())
