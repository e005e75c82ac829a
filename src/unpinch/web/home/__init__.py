"""`unpinch serve --lan`: phones and other devices of the home network.

parts.py      are the libraries of the `lan` extra there?
addresses.py  which private addresses this computer has
certifying.py making certificates: the authority of this installation, and the server's own
authority.py  the authority as kept in the data folder, made and renewed when due
network.py    under which name and addresses the home network reaches Unpinch, as it is now
front.py      takes what comes from the home network, and hands it to the one server
naming.py     says the name to the network (mDNS)
keeping.py    keeps addresses, certificate, listeners and name in step while Unpinch runs
guide.py      the one thing served without encryption: how to trust this computer, and its certificate
pairing.py    one-time codes, and the devices that were let in by them
showing.py    what the terminal says, and squares for a phone's camera
"""
