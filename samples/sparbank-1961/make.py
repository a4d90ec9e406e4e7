"""Minutes of a savings bank's principals, typewritten: persons in one sentence, `kr. 20.000:-`, words cut at the margin."""

from pathlib import Path

from printed import typewrite

FIRST = """
P R O T O K O L L , fört vid huvudmännens i Tuna härads sparbank
ordinarie årssammanträde i bankens lokal onsdagen den 22
mars 1961 kl. 2 e.m.
----------------------------------------------------------------

Närvarande huvudmän: godsägare Carl-Otto Ribbenstierna, ordf.,
lanthandlare J. A. Mosskvist i Änga, lantbrukaren Ernst Kihlberg,
byggmästare Torvald Sörqvist, fru Ebba Stjernlöf och veterinär
Henning Laurin. Dessutom bankens kamrer Ivar Hellestad och kas-
sörskan fröken Gerda Pihlgren.

Frånvarande med anmält förfall: folkskollärare Tage Vimmerdal.

§ 1. Ordföranden öppnade sammanträdet. Att föra protokollet ut-
sågs kamrer Hellestad.

§ 2. Att jämte ordföranden justera dagens protokoll utsågos her-
rar J. A. Mosskvist och Ernst Kihlberg.

§ 3. Styrelsens förvaltningsberättelse för år 1960 föredrogs. År-
ets vinst uppgick till 24.296 kronor 5 öre. Berättelsen lades
till handlingarna.

§ 4. På förslag av revisorerna beviljades styrelsen ansvarsfri-
het för 1960 års förvaltning.

§ 5. Av vinsten beslöto huvudmännen

     att till reservfonden överföra kr. 20.000:-,
     att till hembygdsföreningen anslå kr. 500:-, samt
     att i ny räkning balansera återstoden.

§ 6. Till ledamöter av styrelsen för åren 1961-1964 återvaldes
lantbrukaren Ernst Kihlberg och byggmästare Torvald Sörqvist.

"""

SECOND = """
                              - 2 -

§ 7. Herr Mosskvist yrkade, att räntan å sparkasseräkning skulle
höjas till 4 procent. Yrkandet avslogs.

Häremot reserverade sig Henning Laurin.

§ 8. Arvodet till revisorerna fastställdes till 75:- kr. för
vardera.

§ 9. Länsstyrelsens skrivelse den 3/2 1961 angående skolspar-
rörelsen bordlades till nästa sammanträde.

                         Dag som ovan

                         Ivar Hellestad

Justerat den 28/3 1961:

Carl-Otto Ribbenstierna   J. A. Mosskvist   Ernst Kihlberg
"""

typewrite(Path(__file__).with_name("source.pdf"), "Protokoll", FIRST, SECOND)
