"""The code behind the site: loads snippets, puts them on pages, and verifies what the pages print."""
