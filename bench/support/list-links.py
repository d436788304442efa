# Prints the absolute links of the pages named on standard input: with "bs4" as most scripts do, with "lxml" as fast ones do.
import sys
from urllib.parse import urljoin

def with_lxml(data):
    from lxml import html
    return (a.get('href') for a in html.fromstring(data).iter('a'))

def with_bs4(data):
    from bs4 import BeautifulSoup
    return (a.get('href') for a in BeautifulSoup(data, 'lxml').find_all('a'))

links, absolute = {'lxml': with_lxml, 'bs4': with_bs4}[sys.argv[1]], len(sys.argv) < 3
for path in sys.stdin:
    path = path.rstrip('\n')
    with open(path, 'rb') as file:
        data = file.read()
    if not data.strip():
        continue
    for href in links(data):
        if href is not None:
            try:
                print(urljoin('file://' + path, href) if absolute else href)
            except ValueError:
                pass
