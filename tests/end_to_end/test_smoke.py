def test_one(afi):
    m = afi.says("Quel est le délai de livraison ?")
    print(m.html, m.buttons)
    m = afi.says("boutique")
    print(m.html, m.buttons)
    m = afi.taps(m.buttons[1], m)
    print(m)
    assert 0
