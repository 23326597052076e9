import xml.etree.ElementTree

tea = xml.etree.ElementTree.fromstring("<tea>3</tea>")
print(tea.text)
