"""Lists of persons in every style that we have met, and what elections and signatures add to them.

A row is a document and what is found in it, a person a line: roles, title, organisation, party, attendance, items, whom the
person replaces. ``|`` parts cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import cleandoc

import pytest

from extractors import attendees
from extractors.reading import Reading
from schemas.attendee import Attendee

DOCUMENTS = {
    "a region, substitutes in place of members": (
        """
        REGION NORDLANDET | PROTOKOLL
        Hälso- och sjukvårdsnämnden
        Plats: Regionens hus, sal A
        Tid: 2023-03-14 kl. 09.00–12.10

        Närvarande ledamöter
        Agneta Lindmark (S), ordförande
        Göran Sjökvist (C), 1:e vice ordförande
        Mats-Erik Hallin (M), 2:e vice ordförande
        Fatima Darwish (V)
        Qvintus Ovander (SD), §§ 12–18
        Tjänstgörande ersättare
        Ann-Britt Holmlund (S), ersätter Lars-Gunnar Ek (S)
        Pär Wikner (MP) för Siri Nordlander (MP) §§ 15-20
        Närvarande ersättare
        Karl-Olof Bergkvist (S)
        Yasmin Haddad (L)
        Övriga
        Helena Strandqvist, hälso- och sjukvårdsdirektör
        Jonas Edlund, ekonomidirektör, § 14
        Frida Sandin, nämndsekreterare
        Anna-Karin Öst, biträdande hälso- och sjukvårdsdirektör, kl. 09.00-10.15

        Justering
        Protokollet justeras av Agneta Lindmark och Göran Sjökvist

        § 12 Val av justerare
        Nämnden utser Göran Sjökvist (C) att tillsammans med ordföranden justera protokollet.
        § 13 Annat
        Beslut: Ja.
        """,
        """
        Agneta Lindmark: chair adjuster member, S, deciding
        Göran Sjökvist: vice_chair adjuster member, C, deciding
        Mats-Erik Hallin: vice_chair member, M, deciding
        Fatima Darwish: member, V, deciding
        Qvintus Ovander: member, SD, deciding, § 12–18
        Ann-Britt Holmlund: substitute, S, deciding, for Lars-Gunnar Ek
        Pär Wikner: substitute, MP, deciding, § 15-20, for Siri Nordlander
        Karl-Olof Bergkvist: substitute, S, attending
        Yasmin Haddad: substitute, L, attending
        Helena Strandqvist: title hälso- och sjukvårdsdirektör, attending
        Jonas Edlund: title ekonomidirektör, attending, § 14
        Frida Sandin: secretary, title nämndsekreterare, attending
        Anna-Karin Öst: title biträdande hälso- och sjukvårdsdirektör, attending
        """,
    ),
    "a general meeting of a housing co-op: elections and signatures, no list": (
        """
        Protokoll fört vid ordinarie föreningsstämma i Brf Talltrasten
        Datum: 2022-05-17
        Närvarande: 34 medlemmar enligt bifogad röstlängd

        § 1 Stämmans öppnande
        Styrelsens ordförande Karin Wallgren öppnade stämman och hälsade alla välkomna.

        § 2 Val av stämmoordförande
        Till ordförande för stämman valdes Jan-Erik Molander.

        § 3 Anmälan av stämmoordförandens val av protokollförare
        Ordföranden utsåg Zara Petrosyan till protokollförare.

        § 4 Val av två justeringsmän
        Att jämte ordföranden justera protokollet valdes Bo Elgström och Lena Tuvesson.

        § 12 Val av styrelseledamöter
        Till ordförande för ett år valdes Karin Wallgren. Till ledamöter valdes Olle Frid och Maja Brant.

        Vid protokollet
        _________________
        Zara Petrosyan

        Justeras:
        _________________ | _________________
        Jan-Erik Molander | Bo Elgström
        _________________
        Lena Tuvesson
        """,
        """
        Jan-Erik Molander: chair
        Zara Petrosyan: secretary
        Bo Elgström: adjuster
        Lena Tuvesson: adjuster
        """,
    ),
    "a parish council, labels beside the first name": (
        """
        Svenska kyrkan Västra Åkerby församling
        Kyrkorådet  2019-10-02
        Plats | Församlingshemmet
        Beslutande | Anna-Lisa Tornberg, ordförande
         | Kyrkoherde Mikael Sundelin
         | Ragnhild Öberg, vice ordförande
         | Sven-Åke Ljung
         | Berit Malmsten, tjänstgörande ersättare för Ulf Krona
        Övriga deltagande | Ersättare Ture Sandbäck
         | Kamrer Lisbeth Åkerman, § 55
         | Kantor Petter Nygren
        Utses att justera | Sven-Åke Ljung
        Underskrifter
        Sekreterare | Lisbeth Åkerman | Paragrafer 50–61
        Ordförande | Anna-Lisa Tornberg
        Justerare | Sven-Åke Ljung

        § 50 Öppnande
        Mötet öppnades.
        """,
        """
        Anna-Lisa Tornberg: chair, deciding
        Mikael Sundelin: title Kyrkoherde, deciding
        Ragnhild Öberg: vice_chair, deciding
        Sven-Åke Ljung: adjuster, deciding
        Berit Malmsten: substitute, deciding, for Ulf Krona
        Ture Sandbäck: substitute, attending
        Lisbeth Åkerman: secretary, title Kamrer, attending, § 55
        Petter Nygren: title Kantor, attending
        """,
    ),
    "a typewriter in 1954: herrar, fru, hr": (
        """
        PROTOKOLL fört vid sammanträde med skolstyrelsen i Nederby köping den 14 september 1954.

        Närvarande: herrar Karl Sandström, ordf., Nils Bergdahl, v. ordf., Oskar Lindh och fru Elsa Holmér samt rektor Gustaf Palmgren, sekreterare.

        § 1. Till att jämte ordföranden justera dagens protokoll utsågs hr Nils Bergdahl.

        § 2. Upplästes skrivelse.

        In fidem
        Gustaf Palmgren

        Justerat
        Karl Sandström | Nils Bergdahl
        """,
        """
        Karl Sandström: chair, present
        Nils Bergdahl: vice_chair adjuster, present
        Oskar Lindh: present
        Elsa Holmér: present
        Gustaf Palmgren: secretary, title rektor, present
        """,
    ),
    "a page that a viewer flattened": (
        """
        1 Sammanträdesprotokoll 1(14) Socialnämnden 2015-06-10 Plats och tid Sammanträdesrum Eken, kl 13.00-16.30 Beslutande Ledamöter Ulla Ringblom (S), ordförande Tommy Karlgren (M), vice ordförande Ahmed Farouk (V) Kersti Almqvist (C) §§ 60-64 Tjänstgörande ersättare Kjell-Arne Wedin (S) för Monika Ståhlberg (S) Övriga närvarande Ersättare Björn Ohlén (M) Hedvig Asplund (MP) Tjänstemän Lars Ivarsson, socialchef Inger Malmros, sekreterare Utses att justera Tommy Karlgren Justeringens plats och tid Socialkontoret 2015-06-15 Underskrifter Sekreterare Paragrafer 60-70 Inger Malmros Ordförande Ulla Ringblom Justerande Tommy Karlgren BEVIS OM ANSLAG Protokollet är justerat. Organ Socialnämnden

        2 § 60 Val av justerare Nämnden beslutar. § 61 Budget Nämnden beslutar anta budget. § 62 Övrigt Inget.
        """,
        """
        Ulla Ringblom: chair member, S, deciding
        Tommy Karlgren: vice_chair adjuster member, M, deciding
        Ahmed Farouk: member, V, deciding
        Kersti Almqvist: member, C, deciding, § 60-64
        Kjell-Arne Wedin: substitute, S, deciding, for Monika Ståhlberg
        Björn Ohlén: substitute, M, attending
        Hedvig Asplund: substitute, MP, attending
        Lars Ivarsson: title socialchef, attending
        Inger Malmros: secretary, attending
        """,
    ),
    "Finland: family name first, crosses before the present": (
        """
        NORRBYGDA KOMMUN | SAMMANTRÄDESPROTOKOLL
        Organ: Kommunstyrelsen
        Sammanträdestid: 12.3.2018 kl. 18.30–20.15
        Beslutande:
        Ordinarie medlemmar: | x Sundqvist Håkan, ordf.
         | x Backlund Mona-Lisa, I viceordf.
         | - Träskelin Benny
         | x Söderlund Carola
        Ersättare: | x Lindholm Tage, ers. för Träskelin
        Övriga närvarande:
         | x Rönnqvist Erik, kommundirektör
         | - Holm Susann, fullm. ordf.
         | x Ek Johanna, protokollförare
        Protokolljustering: Mona-Lisa Backlund och Carola Söderlund

        § 40 Laglighet
        Sammanträdet konstaterades lagligt.
        """,
        """
        Sundqvist Håkan: chair, deciding
        Backlund Mona-Lisa: vice_chair adjuster, deciding
        Träskelin Benny: absent
        Söderlund Carola: adjuster, deciding
        Lindholm Tage: substitute, deciding, for Träskelin
        Rönnqvist Erik: title kommundirektör, attending
        Holm Susann: title fullm. ordf, absent
        Ek Johanna: secretary, attending
        """,
    ),
    "offices as headings beside the names": (
        """
        Närvarande
        Ordförande | Anna Thulin
        Vice ordförande | Bo Hedqvist
        Sekreterare | Cecilia Norling
        Kassör | David Ekfors
        Ledamöter | Eva Ståhl
         | Farid Nouri
         | Gun Hjort
        Suppleanter | Hampus Lilja
        Frånvarande
        Ledamot | Ingrid Sööder

        1. Mötets öppnande
        Ordföranden öppnade mötet.
        2. Val av justerare
        Till justerare valdes Eva Ståhl.
        3. Övrigt
        Inget.
        """,
        """
        Anna Thulin: chair, deciding
        Bo Hedqvist: vice_chair, deciding
        Cecilia Norling: secretary, present
        David Ekfors: title Kassör, present
        Eva Ståhl: adjuster member, deciding
        Farid Nouri: member, deciding
        Gun Hjort: member, deciding
        Hampus Lilja: substitute, attending
        Ingrid Sööder: member, absent
        """,
    ),
    "a sports club: offices in parentheses, given names alone later": (
        """
        Styrelsemöte Lundvallens IF
        Tid: 2021-09-08 kl 19
        Plats: Klubbstugan

        Närvarande: Kalle Broman (ordf), Tina Sjölund (sekr), Ove Lantz (kassör), Mia Dahlin, Per Svedin, Jonna Kvarnlöf
        Ej närvarande: Rolf Mattson, Ellinor Graf
        Adjungerad: Stefan Öman (kansliet) §§ 4-5

        §1 Mötet öppnas
        Kalle hälsade alla välkomna och förklarade mötet öppnat.
        §2 Val av justerare
        Mia valdes att tillsammans med ordförande justera dagens protokoll.
        §3 Ekonomi
        Ove redogjorde.
        §4 Annat
        """,
        """
        Kalle Broman: chair, present
        Tina Sjölund: secretary, present
        Ove Lantz: title kassör, present
        Mia Dahlin: adjuster, present
        Per Svedin: present
        Jonna Kvarnlöf: present
        Rolf Mattson: absent
        Ellinor Graf: absent
        Stefan Öman: from kansliet, attending, § 4-5
        """,
    ),
    "members who come for organisations": (
        """
        Samordningsförbundet Bergslagsdalen
        Plats och tid | Kommunhuset, Bergby, 2020-02-21 kl 09:00-11:30
        Beslutande | Mikael Åslund, Bergby kommun, ordförande
         | Christina Wedholm, Region Dalnäs, vice ordförande
         | Roger Pettersson, Arbetsförmedlingen
         | Anne Juhlin, Försäkringskassan § 1–7
         | Susanne Ohls, ersättare för Erik Falk, Norrvik kommun
        Ej tjänstgörande ersättare | Lena Högberg, Region Dalnäs
        Övriga | Katarina Stening, förbundschef
         | Malin Tegnér, samverkansledare Norrvik, § 5
         | Revisor Ulf Hagström, § 8
        Utses att justera | Christina Wedholm

        § 1 Mötets öppnande
        Ordförande Mikael Åslund öppnar mötet.
        """,
        """
        Mikael Åslund: chair, from Bergby kommun, deciding
        Christina Wedholm: vice_chair adjuster, from Region Dalnäs, deciding
        Roger Pettersson: from Arbetsförmedlingen, deciding
        Anne Juhlin: from Försäkringskassan, deciding, § 1–7
        Susanne Ohls: substitute, from Norrvik kommun, deciding, for Erik Falk
        Lena Högberg: substitute, from Region Dalnäs, attending
        Malin Tegnér: title samverkansledare Norrvik, attending, § 5
        Ulf Hagström: title Revisor, attending, § 8
        """,
    ),
    "columns of office and presence behind the name": (
        """
        Deltagare:
        Per Hallgren |  | Ordförande |  | Närvarande
        Stina Molin |  | Ledamot |  |  | Närvarande
        Aisha Warsame |  | Ledamot |  |  | Frånvarande
        Torsten Rehn |  | Suppleant |  | Närvarande

        § 1 Öppnande
        Mötet öppnades.
        """,
        """
        Per Hallgren: chair, present
        Stina Molin: member, present
        Aisha Warsame: member, absent
        Torsten Rehn: substitute, present
        """,
    ),
    "entries parted by semicolons, titles before names": (
        """
        Ledamöter: Eva Stjärnborg (M), ordförande; Ismail Demirci (S), vice ordförande; Ove Kling (C); Maj-Britt Tuvesson (L)
        Ersättare: Per-Ola Frick (M); Nadja Rasmusson (S), tjänstgör för Kent Wall (S)
        Tjänstemän: Stadsdirektör Lars Morén; stadsjurist Eva Dahlén; nämndsekreterare Hanna Fridh
        Frånvarande: Kent Wall (S)

        § 1 Upprop
        Upprop förrättas.
        § 2 Val
        Ove Kling (C) väljs att justera protokollet.
        """,
        """
        Eva Stjärnborg: chair member, M, deciding
        Ismail Demirci: vice_chair member, S, deciding
        Ove Kling: adjuster member, C, deciding
        Maj-Britt Tuvesson: member, L, deciding
        Per-Ola Frick: substitute, M, attending
        Nadja Rasmusson: substitute, S, deciding, for Kent Wall
        Lars Morén: title Stadsdirektör, attending
        Eva Dahlén: title stadsjurist, attending
        Hanna Fridh: secretary, title nämndsekreterare, attending
        Kent Wall: S, absent
        """,
    ),
    "members named and others only counted": (
        """
        Närvarande medlemmar: Alva Nyberg, Bo Fält, Cim Rundgren samt 14 övriga medlemmar.
        Mötesordförande: Alva Nyberg
        Mötessekreterare: Bo Fält
        Justerare: Cim Rundgren, Dag Roslund

        1. Öppnande
        """,
        """
        Alva Nyberg: chair, deciding
        Bo Fält: secretary, deciding
        Cim Rundgren: adjuster, deciding
        Dag Roslund: adjuster
        """,
    ),
    "a list on its own page, referred to on the first": (
        """
        Paragrafer | 34-41
        Plats och tid | Folkets hus, sal B, kl. 13.00-15.20
        Beslutande ledamöter | Se närvarolista sida 2
        Utsedd att justera | Hamid Noor Saleh (C)
        Sekreterare | Digital signatur | Tilda Rosvall
        Ordförande | Digital signatur | Gösta Lindmark (S)
        Justerare | Digital signatur | Hamid Noor Saleh (C)

        Närvarolista
        Beslutande ledamöter
        Gösta Lindmark (S) (ordförande)
        Majken Furuhed (KD) (vice ordförande)
        Hamid Noor Saleh (C)
        Ture Kvarnvik (MP), deltog på distans
        Tjänstgörande ersättare
        Saga Norrby (L), ersätter Pelle Tidholm (L) §§ 34-36
        Övriga närvarande
        Ersättare
        Linnéa Brännvall (M), närvarade från kl. 13.40
        Tjänstepersoner
        Rut Hallbergson (förvaltningschef)
        Sixten Mobäck (skolchef) §§ 38-39
        Tilda Rosvall (nämndsekreterare)

        § 34 Upprop
        """,
        """
        Hamid Noor Saleh: adjuster member, C, deciding
        Tilda Rosvall: secretary, title nämndsekreterare, attending
        Gösta Lindmark: chair member, S, deciding
        Majken Furuhed: vice_chair member, KD, deciding
        Ture Kvarnvik: member, MP, deciding
        Saga Norrby: substitute, L, deciding, § 34-36, for Pelle Tidholm
        Linnéa Brännvall: substitute, M, attending
        Rut Hallbergson: title förvaltningschef, attending
        Sixten Mobäck: title skolchef, attending, § 38-39
        """,
    ),
    "a village meeting: the board elected later is not at the table": (
        """
        Protokoll från Åby vägsamfällighets årsstämma 12 april 2016

        1. Årsstämman öppnades av ordförande Lennart Falkman.
        2. Val av ordförande och sekreterare för stämman
        Till ordförande för stämman valdes Sigvard Myrberg och till sekreterare Ann-Louise Kvist.
        3. Val av två justerare, tillika rösträknare
        Valdes Henrik Tollstoy och Petra Ekenberg.
        4. Fastställande av röstlängd
        Röstlängden fastställdes.
        9. Val av styrelse
        Till ordförande på ett år omvaldes Lennart Falkman. Till sekreterare valdes Gun Prytz.
        """,
        """
        Sigvard Myrberg: chair
        Ann-Louise Kvist: secretary
        Henrik Tollstoy: adjuster
        Petra Ekenberg: adjuster
        """,
    ),
    "for whom each side comes": (
        """
        Närvarande:
        För arbetsgivaren: Bengt Roos, HR-chef, Lisa Ekroth, enhetschef
        För Vision: Kamilla Bång
        För Kommunal: Peter Stark och Sari Laine
        Sekreterare: Lisa Ekroth

        § 1 Mötets öppnande
        Bengt Roos öppnar mötet.
        """,
        """
        Bengt Roos: title HR-chef, from arbetsgivaren, present
        Lisa Ekroth: secretary, title enhetschef, from arbetsgivaren, present
        Kamilla Bång: from Vision, present
        Peter Stark: from Kommunal, present
        Sari Laine: from Kommunal, present
        """,
    ),
    "two columns with a single heading each": (
        """
        Beslutande
        Ledamöter | Ersättare
        Anders Wigelius (M), ordförande | Inga-Lill Brännström (M)
        Malin Hoff (S), vice ordförande | Rolf Edvinsson (S)
        Erik Tapper (C) | Mehmet Yildiz (V)
        """,
        """
        Anders Wigelius: chair member, M, deciding
        Malin Hoff: vice_chair member, S, deciding
        Erik Tapper: member, C, deciding
        Inga-Lill Brännström: substitute, M, attending
        Rolf Edvinsson: substitute, S, attending
        Mehmet Yildiz: substitute, V, attending
        """,
    ),
    "crosses for presence and votes": (
        """
        Kommunfullmäktige | 2020-11-23
        Närvaro- och omröstningslista
        Ledamöter | Parti | Närv | Ja | Nej | Avst
        Lars Dahlberg | S | X | X
        Monica Elgh | S | X |  | X
        Rikard Tun | M | X | X
        Azra Hodzic | V | -
        Tjänstgörande ersättare
        Rune Sandh | V | X |  | X

        § 90 Upprop
        """,
        """
        Lars Dahlberg: member, S, deciding
        Monica Elgh: member, S, deciding
        Rikard Tun: member, M, deciding
        Azra Hodzic: member, V, absent
        Rune Sandh: substitute, V, deciding
        """,
    ),
    "bullets": (
        """
        Närvarande
        - Siv Brolin, ordförande
        - Leif Tanner
        - Hodan Ismail, kassör
        Frånvarande
        - Gerd Lööf (anmält förhinder)

        1. Öppnande
        """,
        """
        Siv Brolin: chair, present
        Leif Tanner: present
        Hodan Ismail: title kassör, present
        Gerd Lööf: absent
        """,
    ),
    "one name a line after the label": (
        """
        PROTOKOLL fört vid styrelsemöte med Fjärdens samfällighetsförening
        Datum: 2019-05-02
        Plats: Hos Göran Edman
        Närvarande: Göran Edman, ordförande
        Kristina Falk, sekreterare
        Bertil Nyhage, ledamot
        Roland Wik, suppleant

        §1 Mötet öppnades av ordföranden.
        §2 Till justerare valdes Bertil Nyhage.
        """,
        """
        Göran Edman: chair, present
        Kristina Falk: secretary, present
        Bertil Nyhage: adjuster member, present
        Roland Wik: substitute, present
        """,
    ),
    "the title on the line below the name": (
        """
        Övriga närvarande
        Johanna Stenqvist
        Förvaltningschef
        Mattias Lundell
        Enhetschef § 45
        Rebecca Hult
        Nämndsekreterare

        § 45 Information
        """,
        """
        Johanna Stenqvist: title Förvaltningschef, attending
        Mattias Lundell: title Enhetschef, attending, § 45
        Rebecca Hult: secretary, title Nämndsekreterare, attending
        """,
    ),
    "from an item on": (
        """
        Närvarande: Linnea Åhlund (ordförande), Hugo Tran (vice ordförande), Noor Al-Khalili (sekreterare), Alva B. Sköld, Måns Ek fr.o.m. §5
        Adjungerade: Tilde Wass, inspektor

        §1 OFMÖ
        Mötet öppnades 17.15.
        §2 Val av justeringsperson
        Måns Ek valdes.
        §5 Annat
        """,
        """
        Linnea Åhlund: chair, present
        Hugo Tran: vice_chair, present
        Noor Al-Khalili: secretary, present
        Alva B. Sköld: present
        Måns Ek: adjuster, present, § fr.o.m. 5
        Tilde Wass: title inspektor, attending
        """,
    ),
    "an assembly of 1905": (
        """
        Protokoll hållet vid ordinarie kommunalstämma i Ljusnäs socken den 3 december 1905.
        Ordförande: Nämndeman Per Persson i Byn.
        § 1. Till protokollsjusterare utsågos Olof Jonsson i Åsen och Anders Larsson i Näs.
        """,
        """
        Per Persson: chair
        Olof Jonsson: adjuster
        Anders Larsson: adjuster
        """,
    ),
    "label and value on lines of their own, votes among the names": (
        """
        SAMMANTRÄDESPROTOKOLL
        Miljö- och byggnadsnämnden
        Datum
        2024-02-13
        Plats och tid
        Kommunhuset, Lönnen, klockan 13:00–15:20
        Beslutande
        Enligt närvarolista
        Ej tjänstgörande ersättare
        Enligt närvarolista
        Övriga deltagare
        Enligt närvarolista
        Justerare
        Inger Sandqvist (C)
        Justeringens plats och tid
        Digitalt 2024-02-16
        Sekreterare
        Paragrafer
        1-14
        Emil Rask
        Ordförande
        Tor Hedlund (M)
        Justerare
        Inger Sandqvist (C)

        Närvarolista
        Ledamöter
        Närvarande
        Tor Hedlund (M), ordförande
        Ja
        Inger Sandqvist (C)
        Ja
        Patrik Roos (S)
        Nej

        § 1 Upprop
        """,
        """
        Inger Sandqvist: adjuster member, C, deciding
        Emil Rask: secretary
        Tor Hedlund: chair member, M, deciding
        Patrik Roos: member, S, deciding
        """,
    ),
    "names with organisations in running text": (
        """
        Närvarande: Ylva Rehn, Kommunal, Tore Fransson, Region Väst, Pia Lagergren, Arbetsförmedlingen samt Eskil Dahl, förbundschef

        1. Öppnande
        """,
        """
        Ylva Rehn: from Kommunal, present
        Tore Fransson: from Region Väst, present
        Pia Lagergren: from Arbetsförmedlingen, present
        Eskil Dahl: title förbundschef, present
        """,
    ),
    "how they took part": (
        """
        Deltagare via Teams: Anna Rask (ordf.), Omid Karimi, Helle Fors. På plats: Tove Hag, Sven Ros.
        Sekreterare: Tove Hag.

        1. Öppnande
        """,
        """
        Anna Rask: chair, present
        Omid Karimi: present
        Helle Fors: present
        Tove Hag: secretary, present
        Sven Ros: present
        """,
    ),
    "a company: those from the office are no board": (
        """
        Protokoll fört vid styrelsemöte i Storviks Energi AB, org.nr 556000-0000
        Närvarande ledamöter: Håkan Brask, ordförande, Lotta Wiberg, Kennet Friman och Sara Tell
        Närvarande suppleanter: Joel Mård
        Från bolaget: VD Ulrika Stjärne, ekonomichef Mats Grahn
        Arbetstagarrepresentant: Rolf Nyman, Unionen
        Vid protokollet: Mats Grahn

        § 1 Öppnande
        """,
        """
        Håkan Brask: chair member, deciding
        Lotta Wiberg: member, deciding
        Kennet Friman: member, deciding
        Sara Tell: member, deciding
        Joel Mård: substitute, attending
        Ulrika Stjärne: title VD, from bolaget, attending
        Mats Grahn: secretary, title ekonomichef, from bolaget, attending
        Rolf Nyman: title Arbetstagarrepresentant, from Unionen, attending
        """,
    ),
    "a Finnish parish": (
        """
        Närvarande: | Backman Ralf, ordförande
         | Åberg Gunvor, viceordförande
         | Sandelin Kaj
        Frånvarande: | Enlund Rita
        Övriga: | Lax Mikaela, ekonom, §§ 22–25

        § 20 Laglighet och beslutförhet
        § 21 Val av protokolljusterare
        Kyrkorådet valde Kaj Sandelin och Gunvor Åberg till protokolljusterare.
        """,
        """
        Backman Ralf: chair, present
        Åberg Gunvor: vice_chair adjuster, present
        Sandelin Kaj: adjuster, present
        Enlund Rita: absent
        Lax Mikaela: title ekonom, attending, § 22–25
        """,
    ),
    "serving members, a substitute who does not serve": (
        """
        Tjänstgörande ledamöter: Barbro Hansson (C), Nils-Erik Palo (S), Tarja Niemi (V)
        Ersättare: Karl Åström (C), ej tjänstgörande, Mia Storm (S) tjänstgörande för Bo Ek (S)
        Tjänstemän: Verksamhetschef Lena Rydh, ekonom Johan Sjö
        Justeringsman: Nils-Erik Palo

        § 1 Öppnande
        """,
        """
        Barbro Hansson: member, C, deciding
        Nils-Erik Palo: adjuster member, S, deciding
        Tarja Niemi: member, V, deciding
        Karl Åström: substitute, C, attending
        Mia Storm: substitute, S, deciding, for Bo Ek
        Lena Rydh: title Verksamhetschef, attending
        Johan Sjö: title ekonom, attending
        """,
    ),
    "headings with whom they come from": (
        """
        Plats: Digitalt möte
        Närvarande från styrelsen:
        Amanda Kjellin
        Berndt Olsson
        Närvarande från kansliet:
        Cecilia Dufvander
        Övriga:
        Revisor Dan Ekelund (punkt 4)

        1. Mötets öppnande
        Amanda öppnade mötet.
        2. Val av mötesordförande, sekreterare och justerare
        Till ordförande valdes Amanda, till sekreterare Cecilia och till justerare Berndt.
        """,
        """
        Amanda Kjellin: chair, present
        Berndt Olsson: adjuster, present
        Cecilia Dufvander: secretary, present
        Dan Ekelund: title Revisor, attending, § 4
        """,
    ),
    "a heading for each office, titles before names": (
        """
        Kommunstyrelsen
        Datum: 2024-04-10
        Närvarande:
        Ordförande: Malin Trygg (S)
        Vice ordförande: Ove Sahl (M)
        Ledamöter: Ida Lund (S), Per-Arne Wik (V), Ruslana Kostova (C)
        Tjänstgörande ersättare: Bo Hall (M) för Eva Skog (M)
        Ersättare: Lena Vik (S), Sture Åberg (KD)
        Tjänstemän: kommundirektör Karl Vinge, ekonomichef Sanna Roth samt sekreterare Tim Holm
        Justerare: Ove Sahl

        § 1 Öppnande
        Ordföranden öppnar.
        § 2 Val
        Klart.
        """,
        """
        Malin Trygg: chair, S, deciding
        Ove Sahl: vice_chair adjuster, M, deciding
        Ida Lund: member, S, deciding
        Per-Arne Wik: member, V, deciding
        Ruslana Kostova: member, C, deciding
        Bo Hall: substitute, M, deciding, for Eva Skog
        Lena Vik: substitute, S, attending
        Sture Åberg: substitute, KD, attending
        Karl Vinge: title kommundirektör, attending
        Sanna Roth: title ekonomichef, attending
        Tim Holm: secretary, attending
        """,
    ),
    "a table with a column of remarks": (
        """
        Beslutande
        Namn | Parti | Anmärkning
        Eva Berg | S | Ordförande
        Nils Falk | M | Ersätter Ada Rask (M)
        Ali Demir | V | §§ 1–4
        Ersättare
        Moa Stark | S | Ej tjänstgörande

        § 1 Öppnande
        Öppnas.
        § 2 Val
        Klart.
        """,
        """
        Eva Berg: chair, S, deciding
        Nils Falk: substitute, M, deciding, for Ada Rask
        Ali Demir: V, deciding, § 1–4
        Moa Stark: substitute, S, attending
        """,
    ),
    "offices in parentheses behind the party": (
        """
        Ledamöter
        Katrin Hammar Jansson (S) (Ordförande)
        Helena Nander (M) (2:e vice ordförande)
        Sedat Arslan (S) (1:e vice ordförande) (deltar ej § 12)
        Ersättare
        Juan-Tadeo Espitia (S) ersätter Farida Al Hakim (S)
        Anton Sauer (C)
        Övriga närvarande
        Andreas Norbrant (Stadsdirektör)
        Anna Westling (Ekonomidirektör) §§ 10-12
        Louise Strand (Sekreterare)

        § 10 Justering
        Helena Nander (M) utses att jämte ordföranden justera protokollet.
        § 11 Annat
        Klart.
        """,
        """
        Katrin Hammar Jansson: chair member, S, deciding
        Helena Nander: vice_chair adjuster member, M, deciding
        Sedat Arslan: vice_chair member, S, deciding
        Juan-Tadeo Espitia: substitute, S, deciding, for Farida Al Hakim
        Anton Sauer: substitute, C, attending
        Andreas Norbrant: title Stadsdirektör, attending
        Anna Westling: title Ekonomidirektör, attending, § 10-12
        Louise Strand: secretary, attending
        """,
    ),
    "chairs that take turns, remarks on presence": (
        """
        Närvarande
        Beslutande | Anders Kling (C), ordf. §§ 1-5, 8
         | Sofia Grip (M), ordf. §§ 6-7
         | Karin Ek (S) anlände kl. 13.15, § 3
         | Ulf Tornberg (SD), ej § 5 på grund av jäv
        Ej beslutande | Tommy Ask (S)
        Övriga | Rebecka Lind, nämndsekreterare
         | Jan Malm, miljöchef, kl 13:00–14:10
         | Pia Sten, praktikant
         | Erik Vall, Vattmo, § 4

        § 1 Öppnande
        Öppnas.
        § 2 Val
        Klart.
        """,
        """
        Anders Kling: chair, C, deciding, § 1-5, 8
        Sofia Grip: chair, M, deciding, § 6-7
        Karin Ek: S, deciding
        Ulf Tornberg: SD, deciding
        Tommy Ask: S, attending
        Rebecka Lind: secretary, title nämndsekreterare, attending
        Jan Malm: title miljöchef, attending
        Pia Sten: title praktikant, attending
        Erik Vall: from Vattmo, attending, § 4
        """,
    ),
    "a title before the last name": (
        """
        PROTOKOLL
        Församlingsnämnden i Norra Viken
        Närvarande: Gun-Marie Holst, ordf, Bertil Ahlgren, v ordf, Karin Sjö, Tore Nyman, komminister Eva Dahl
        Förhinder: Sven Blad

        § 1 Öppnande
        Ordf. hälsade välkommen.
        § 2 Justering
        Att justera dagens protokoll utsågs Tore Nyman.

        Som ovan
        Eva Dahl
        sekr

        Justeras
        Gun-Marie Holst | Tore Nyman
        """,
        """
        Gun-Marie Holst: chair, present
        Bertil Ahlgren: vice_chair, present
        Karin Sjö: present
        Tore Nyman: adjuster, present
        Eva Dahl: secretary, title komminister, present
        Sven Blad: absent
        """,
    ),
    "who is named again as chair, secretary, adjuster": (
        """
        Närvarande ledamöter: Johan Rydén (ordf), Sara Blomqvist (kassör), Ahmed Nasser, Tuva Ring
        Närvarande suppleanter: Elin Fors
        Frånvarande: Max Wester
        Ordförande: Johan Rydén
        Sekreterare: Tuva Ring
        Justeringsperson: Ahmed Nasser

        § 1 Mötets öppnande
        § 2 Annat
        """,
        """
        Johan Rydén: chair member, deciding
        Sara Blomqvist: member, title kassör, deciding
        Ahmed Nasser: adjuster member, deciding
        Tuva Ring: secretary member, deciding
        Elin Fors: substitute, attending
        Max Wester: absent
        """,
    ),
    "names in capitals": (
        """
        Tid | 2020-10-14 kl. 18.00
        Plats | Sockenstugan
        Närvarande | KARIN NORDIN, ordförande
         | GÖSTA BLIXT
         | MAJ-BRITT ÅHS
        Sekreterare | LENA BRODIN

        § 1 Öppnande
        § 2 Annat
        """,
        """
        KARIN NORDIN: chair, present
        GÖSTA BLIXT: present
        MAJ-BRITT ÅHS: present
        LENA BRODIN: secretary
        """,
    ),
    "who comes from where, in the heading": (
        """
        Deltagare från kommunen: Anna Storm, teknisk chef; Per Vik, VA-chef
        Deltagare från Trafikverket: Ola Granath; Jenny Ros
        Deltagare från Länsstyrelsen: Mikael Stål (ej punkt 4)
        Sekreterare: Per Vik

        1. Inledning
        2. Läget
        """,
        """
        Anna Storm: title teknisk chef, from kommunen, present
        Per Vik: secretary, title VA-chef, from kommunen, present
        Ola Granath: from Trafikverket, present
        Jenny Ros: from Trafikverket, present
        Mikael Stål: from Länsstyrelsen, present
        """,
    ),
    "the member replaced in a cell of its own": (
        """
        Tjänstgörande ersättare
        Bo Ek (S) | för Anna Ekdal (S)
        Mia Skog (M) | för Ove Hag (M) §§ 3-5
        Ersättare
        Tom Lind (V)

        § 1 Öppnande
        § 2 Annat
        """,
        """
        Bo Ek: substitute, S, deciding, for Anna Ekdal
        Mia Skog: substitute, M, deciding, § 3-5, for Ove Hag
        Tom Lind: substitute, V, attending
        """,
    ),
    "posts before the names, joined by samt": (
        """
        Plats och tid: Kommunhuset kl 9-11
        Beslutande: Ordförande Karin Hult (C) samt ledamöterna Bengt Ros (S), Mona Dahl (M) och Jens Kron (SD)
        Övriga deltagande: Förvaltningschef Inga Palm, enhetscheferna Leif Ask och Siv Bäck samt nämndsekreterare Ulla Frid

        § 1 Öppnande
        § 2 Annat
        """,
        """
        Karin Hult: chair, C, deciding
        Bengt Ros: member, S, deciding
        Mona Dahl: member, M, deciding
        Jens Kron: member, SD, deciding
        Inga Palm: title Förvaltningschef, attending
        Leif Ask: attending
        Siv Bäck: attending
        Ulla Frid: secretary, title nämndsekreterare, attending
        """,
    ),
    "the list on page two, signatures over dotted lines": (
        """
        Plats och tid | Rådhuset, kl. 13.30–16.00
        Beslutande | Se sidan 2
        Övriga deltagande | Se sidan 2
        Utses att justera | Lars Wiberg (M)
        Justeringens plats och tid | Rådhuset 2011-05-04
        Underskrifter | Sekreterare | ................................................. | Paragrafer | 45-60
         | Maria Backe
         | Ordförande | .................................................
         | Tord Sving
         | Justerande | .................................................
         | Lars Wiberg

        Ledamöter | Tjänstgörande ersättare
        Tord Sving (S), ordförande | Eva Glans (S) för Bo Hurtig (S)
        Lars Wiberg (M) | Sten Kvist (FP) för Ria Palme (FP)
        Ing-Marie Strid (V)
        Ej tjänstgörande ersättare
        Kaj Höök (MP)
        Tjänstemän
        Stadsjurist Hans Bro, §§ 45-47

        § 45 Val
        § 46 Annat
        """,
        """
        Lars Wiberg: adjuster member, M, deciding
        Maria Backe: secretary
        Tord Sving: chair member, S, deciding
        Ing-Marie Strid: member, V, deciding
        Eva Glans: substitute, S, deciding, for Bo Hurtig
        Sten Kvist: substitute, FP, deciding, for Ria Palme
        Kaj Höök: substitute, MP, attending
        Hans Bro: title Stadsjurist, attending, § 45-47
        """,
    ),
    "columns beside a label": (
        """
        Protokoll fört vid sammanträde med Direktionen
        Närvarande: | Ledamöter: | Suppleanter:
         | Ann Glad, Norrby kommun, ordf | Bo Frost, Norrby kommun
         | Siv Tun, Söderby kommun | Per Rask, Söderby kommun
        Övriga: | Direktör Stig Mo

        § 1 Öppnande
        § 2 Annat
        """,
        """
        Ann Glad: chair member, from Norrby kommun, deciding
        Siv Tun: member, from Söderby kommun, deciding
        Bo Frost: substitute, from Norrby kommun, attending
        Per Rask: substitute, from Söderby kommun, attending
        Stig Mo: title Direktör, attending
        """,
    ),
    "given names with initials, prose behind the list": (
        """
        Närvarande: Emma K, Jonas, Sofia L., Petter
        Mötet öppnades av Jonas.
        Till mötesordförande valdes Sofia L. och till sekreterare Petter.

        1. Ekonomi
        Allt bra.
        2. Övrigt
        Inget.
        """,
        """
        Emma K: present
        Jonas: present
        Sofia L.: chair, present
        Petter: secretary, present
        """,
    ),
    "given names with an office in parentheses": (
        """
        Närvaro: Alva (ordf), Bosse (sekr), Cissi, Danne
        Frånvaro: Eva

        1. Ekonomi
        2. Övrigt
        """,
        """
        Alva: chair, present
        Bosse: secretary, present
        Cissi: present
        Danne: present
        Eva: absent
        """,
    ),
    "substitutes among the members": (
        """
        Beslutande ledamöter: Håkan Westlund (KD) ordförande, Christina Ramberg (S) vice ordförande, Yngve Karlsson (C), Leif Larsson (C) tjg ers för Eva Hallberg (C), Kerstin Bly (V) §§ 34-36, Tor Sund (V) tjg ers §§ 37-40
        Ersättare: Maj Hult (M), Nils Tors (S) §§ 34-38
        Övriga: Annika Råd, bygglovsingenjör, § 36

        § 34 Öppnande
        § 35 Annat
        """,
        """
        Håkan Westlund: chair member, KD, deciding
        Christina Ramberg: vice_chair member, S, deciding
        Yngve Karlsson: member, C, deciding
        Leif Larsson: substitute, C, deciding, for Eva Hallberg
        Kerstin Bly: member, V, deciding, § 34-36
        Tor Sund: substitute, V, deciding, § 37-40
        Maj Hult: substitute, M, attending
        Nils Tors: substitute, S, attending, § 34-38
        """,
    ),
    "a column of crosses beside the members, and what was said beside it": (
        """
        PROTOKOLL NR 5
        Möte med sektionens styrelse den 26-27 januari 2002

        Ledamöter | Närvarande
        Disa Lundevall | X, mötesordförande § 94 - § 106
        Vidar Hallsten | X
        Sanna Ögren | X, mötesordförande § 107 - § 115
        Olof Brunnare | anmält förhinder
        Suppleanter
        Tilde Ramström | X
        Sekretariatet
        Gry Malmsjö | X, sekreterare
        Nils Ekfeldt | X
        Övriga
        Rut Dalhem | X, § 105 - § 106

        § 94 Mötet öppnas
        Ordförande Disa Lundevall hälsar alla välkomna.
        § 95 Val av justerare
        Beslut
        att utse Vidar Hallsten till att, jämte ordförandena, justera protokollet.
        """,
        """
        Disa Lundevall: chair member, deciding, § 94-106
        Vidar Hallsten: adjuster member, deciding
        Sanna Ögren: chair member, deciding, § 107-115
        Olof Brunnare: member, absent
        Tilde Ramström: substitute, attending
        Gry Malmsjö: secretary, attending
        Nils Ekfeldt: attending
        Rut Dalhem: attending, § 105-106
        """,
    ),
    "without numbers: elections under headings of their own": (
        """
        Protokoll från styrelsemötet 4 september
        Mötets öppnande Mötet förklarades öppnat.
        Närvaro Melker Sandin (lämnade mötet efter punkt 9) Oskar Törnell Jonas Vinberg Siri Hagfors (utan rösträtt, med yttranderätt)
        Val av mötesfunktionärer
        Val av mötesordförande
        Jonas Vinberg valdes enhälligt till mötesordförande.
        Val av mötessekreterare
        Melker Sandin valdes enhälligt till sekreterare (endast punkt 1-9).
        Val av två mötesjusterare
        Siri Hagfors och Oskar Törnell valdes till justerare.
        """,
        """
        Melker Sandin: secretary, present
        Oskar Törnell: adjuster, present
        Jonas Vinberg: chair, present
        Siri Hagfors: adjuster, present
        """,
    ),
    "an annual meeting: the named and the counted": (
        """
        Årsmöte 2008
        Mötesform: Årsmöte
        Datum: 2008-07-09, kl 18.30
        Närvarande:
        Assar Linnér, ordförande
        Gun Tallvik, sekreterare
        Berit Åkerö, vice ordförande
        Tua Backman, ledamot samt ytterligare ca 60 medlemmar i föreningen

        § 1 Mötet öppnas
        Ordf. Assar Linnér hälsade alla välkomna.
        § 5 Val av ordförande och sekreterare för mötet
        Årsmötet beslutar välja Assar Linnér till ordförande och Gun Tallvik till sekreterare för årsmötesförhandlingarna.
        § 6 Val av protokolljusterare
        Årsmötet beslutar välja Ove Dahl och Siv Mark att justera protokollet.
        """,
        """
        Assar Linnér: chair, present
        Gun Tallvik: secretary, present
        Berit Åkerö: vice_chair, present
        Tua Backman: member, present
        Ove Dahl: adjuster
        Siv Mark: adjuster
        """,
    ),
    "groups before colons": (
        """
        Närvarande: Styrelsen: Eva Rask, ordförande, Kim Tall, Liv Moberg
        Revisor: Stig Rånge
        Valberedning: Bo Fors, Ann Kling
        Medlemmar: 12 st

        § 1 Öppnande
        § 2 Annat
        """,
        """
        Eva Rask: chair, from Styrelsen, present
        Kim Tall: from Styrelsen, present
        Liv Moberg: from Styrelsen, present
        Stig Rånge: title Revisor, present
        Bo Fors: from Valberedning, present
        Ann Kling: from Valberedning, present
        """,
    ),
    "an organisation each, and how long they stayed": (
        """
        Plats: Teams
        Deltagare
        Anna Ryd, Region Sydlandet (ordförande)
        Per Löv, Norrby kommun
        Maja Sten, Söderby kommun, via länk
        Olle Hav, Länsstyrelsen (till kl. 11)
        Anmälda förhinder
        Tove Alm, Västerby kommun

        1. Inledning
        2. Läget
        """,
        """
        Anna Ryd: chair, from Region Sydlandet, present
        Per Löv: from Norrby kommun, present
        Maja Sten: from Söderby kommun, present
        Olle Hav: from Länsstyrelsen, present
        Tove Alm: from Västerby kommun, absent
        """,
    ),
    "an office a line, the name below": (
        """
        Ledamöter
        Ordförande
        Ingrid Thorsell (S)
        1:e vice ordförande
        Mats Wiking (M)
        2:e vice ordförande
        Lena Frisk (C)
        Övriga ledamöter
        Bo Ask (V)
        Eva Sund (SD)
        Tjänstgörande ersättare
        Per Gran (S)
        Sekreterare
        Johanna Malm

        § 1 Öppnande
        § 2 Annat
        """,
        """
        Ingrid Thorsell: chair, S, deciding
        Mats Wiking: vice_chair, M, deciding
        Lena Frisk: vice_chair, C, deciding
        Bo Ask: member, V, deciding
        Eva Sund: member, SD, deciding
        Per Gran: substitute, S, deciding
        Johanna Malm: secretary
        """,
    ),
    "letters spaced out by a typewriter, a post cut from its name by the line end": (
        """
        N ä r v a r a n d e:  Axel Hedfors, ordf., Hugo Sjöbrand, v. ordf.,
        Gustav Ekelund och Märta Cedermark, ävensom kamreren
        Oskar Pihlgren, sekr.

        § 38
        Att jämte ordföranden justera dagens protokoll utsågs Hugo Sjöbrand.
        § 39
        Frågan bordlades.
        """,
        """
        Axel Hedfors: chair, present
        Hugo Sjöbrand: vice_chair adjuster, present
        Gustav Ekelund: present
        Märta Cedermark: present
        Oskar Pihlgren: secretary, title kamreren, present
        """,
    ),
    "signatures with the office below the name": (
        """
        Beslutande | Solberg Henrika, ordförande
         | Stenmark Peter
        Underskrifter | Henrika Solberg | Robin Åkerblom
        Ordförande | Protokollförare
        Protokolljustering | Peter Stenmark

        § 14 Laglighet
        Konstaterades.
        § 15 Avgifter
        Fastställdes.
        """,
        """
        Solberg Henrika: chair, deciding
        Stenmark Peter: adjuster, deciding
        Robin Åkerblom: secretary
        """,
    ),
    "whom they come for, before a colon": (
        """
        Representanter för Norrby kommun: Lars Ekdal, Mia Skogh
        Representanter för Svenska kyrkan: Sofia Gladh

        § 1 Läget
        Redovisades.
        § 2 Tiden
        Redovisades.
        """,
        """
        Lars Ekdal: from Norrby kommun, present
        Mia Skogh: from Norrby kommun, present
        Sofia Gladh: from Svenska kyrkan, present
        """,
    ),
    "those present in a sentence": (
        """
        Mötet öppnades. Närvarande var Ragnar Holmsten, Stina Malmros och Tore Sjöholm.

        § 1 Ordförande
        Till ordförande för mötet valdes Ragnar Holmsten.
        § 2 Justering
        Att justera protokollet valdes Stina Malmros.
        """,
        """
        Ragnar Holmsten: chair, present
        Stina Malmros: adjuster, present
        Tore Sjöholm: present
        """,
    ),
    "a table of presence, absence and whom one replaces": (
        """
        Kommunstyrelsen i Norrby
        Närvarolista

        Ledamöter | Parti | Närvarande | Frånvarande | Anmärkning
        Agnes Lindmark, ordförande | S | X
        Sixten Holmér | VIL | X |  | §§ 3-5
        Rut Sandgren | M |  | X
        Ersättare | Parti | Närvarande | Frånvarande | Tjänstgör för
        Folke Åström | M | X |  | Rut Sandgren (M)
        Tyra Nordahl | S | X
        Egon Vall | C |  | X

        § 1 Upprop
        """,
        """
        Agnes Lindmark: chair member, S, deciding
        Sixten Holmér: member, VIL, deciding, § 3-5
        Rut Sandgren: member, M, absent
        Folke Åström: substitute, M, deciding, for Rut Sandgren
        Tyra Nordahl: substitute, S, attending
        Egon Vall: substitute, C, absent
        """,
    ),
    "the head of a table is no new list": (
        """
        Närvarande

        Beslutande

        Namn | Parti | Roll | Närvaro
        Agnes Lindmark | S | Ordförande | §§ 1–9
        Sixten Holmér | M | Ledamot | §§ 1–7

        Ej tjänstgörande ersättare

        Namn | Parti | Roll | Närvaro
        Tyra Nordahl | S | Ersättare | §§ 1–9

        § 1 Upprop
        """,
        """
        Agnes Lindmark: chair, S, deciding, § 1–9
        Sixten Holmér: member, M, deciding, § 1–7
        Tyra Nordahl: substitute, S, attending, § 1–9
        """,
    ),
    "those who decide are on the list behind the items": (
        """
        Beslutande | Enligt närvarolista
        Övriga närvarande | Rut Sandgren, ekonomichef

        § 1 Upprop
        Beslut
        Godkänns.
        § 2 Taxa
        Beslut
        Antas.

        Närvarolista

        Namn | Uppdrag | Tjg | Närv
        Agnes Lindmark | Ordförande | X
        Sixten Holmér | Ledamot | X
        Egon Vall | Ledamot
        Tyra Nordahl | Ersättare |  | X
        Folke Åström | Ersättare | X
        """,
        """
        Rut Sandgren: title ekonomichef, attending
        Agnes Lindmark: chair, deciding
        Sixten Holmér: member, deciding
        Egon Vall: member
        Tyra Nordahl: substitute, attending
        Folke Åström: substitute, deciding
        """,
    ),
    "the list is an item of its own": (
        """
        Minnesanteckningar

        Deltagare
        Norrby kommun: Agnes Lindmark (socialchef), Sixten Holmér (utvecklare)
        Region Sydlandet: Tyra Nordahl (projektledare), via Teams
        Förhinder: Egon Vall, Norrby kommun
        Samtalsledare: Agnes Lindmark. Anteckningar: Sixten Holmér.

        Läget
        Redovisades.

        Tiden
        Redovisades.
        """,
        """
        Agnes Lindmark: title socialchef, from Norrby kommun, present
        Sixten Holmér: secretary, title utvecklare, from Norrby kommun, present
        Tyra Nordahl: title projektledare, from Region Sydlandet, present
        Egon Vall: from Norrby kommun, absent
        """,
    ),
    "a second column begins beside the first": (
        """
        Beslutande | Agnes Lindmark (S), ordf | Tjänstgörande ersättare
        Sixten Holmér (M) | Folke Åström (M)
        Rut Sandgren (V)
        Dag Ekström (C) | Ersättare
        Gun Malm (L) | Tyra Nordahl (S)

        § 1 Upprop
        """,
        """
        Agnes Lindmark: chair, S, deciding
        Sixten Holmér: M, deciding
        Rut Sandgren: V, deciding
        Dag Ekström: C, deciding
        Gun Malm: L, deciding
        Folke Åström: substitute, M, deciding
        Tyra Nordahl: substitute, S, attending
        """,
    ),
    "columns of those present and absent": (
        """
        Beslutande: | Frånvarande:
        Lindmark Agnes, ordförande | Vall Egon
        Holmér Sixten
        Åström Folke (ers. för Vall Egon)

        § 1 Upprop
        """,
        """
        Lindmark Agnes: chair, deciding
        Holmér Sixten: deciding
        Åström Folke: substitute, deciding, for Vall Egon
        Vall Egon: absent
        """,
    ),
    "the office on the line below the name": (
        """
        Närvarande beslutande
        Agnes Lindmark (C)
        Ordförande
        Sixten Holmér (S)
        Vice ordförande
        Rut Sandgren (M)

        Övriga närvarande
        Tyra Nordahl
        trafikdirektör

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.

        Justeras
        ______ | ______
        Agnes Lindmark | Rut Sandgren
        ordförande | Sveriges Lärare
        """,
        """
        Agnes Lindmark: chair, C, deciding
        Sixten Holmér: vice_chair, S, deciding
        Rut Sandgren: adjuster, M, deciding
        Tyra Nordahl: title trafikdirektör, attending
        """,
    ),
    "the chair signs beside the adjusters": (
        """
        Närvarande: Agnes Lindmark (ordf), Qvintus Ovander-Lo (sekr), Rut Sandgren Blixt

        § 1 Öppnande
        § 2 Avslutning

        Vid protokollet
        Qvintus Ovander-Lo

        Justeras
        Agnes Lindmark | Rut Sandgren Blixt
        """,
        """
        Agnes Lindmark: chair, present
        Qvintus Ovander-Lo: secretary, present
        Rut Sandgren Blixt: adjuster, present
        """,
    ),
    "signatures on the cover, outside all lists": (
        """
        Närvarande ledamöter
        Agnes Lindmark (S), ordförande
        Sixten Holmér (M)
        Ersättare som inte tjänstgör
        Tyra Nordahl (S)
        Övriga
        Folke Åström, förvaltningschef

        Paragraf 1–2

        Rut Sandgren, sekreterare

        Digitalt justerat den 7 juni 2031

        Sixten Holmér, justerare

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair member, S, deciding
        Sixten Holmér: adjuster member, M, deciding
        Tyra Nordahl: substitute, S, attending
        Folke Åström: title förvaltningschef, attending
        Rut Sandgren: secretary
        """,
    ),
    "the sides of an employer and its unions": (
        """
        Samverkansgruppen

        För arbetsgivaren: | Agnes Lindmark, förvaltningschef, ordförande
        Sixten Holmér, HR-partner

        För arbetstagarna: | Tyra Nordahl, Sveriges Lärare
        Folke Åström, Vision
        Frånvarande: | Egon Vall, Sveriges Skolledare

        1. Öppnande
        Ordföranden öppnade mötet.
        2. Läget
        Redovisades.
        """,
        """
        Agnes Lindmark: chair, title förvaltningschef, from arbetsgivaren, present
        Sixten Holmér: title HR-partner, present
        Tyra Nordahl: from Sveriges Lärare, present
        Folke Åström: from Vision, present
        Egon Vall: from Sveriges Skolledare, absent
        """,
    ),
    "nicknames inside the names, a particle with a capital": (
        """
        Närvarande: Tyra "Pricken" Nordahl, Folke "Lie" Åström, Egon De Vall

        § 1 Val av mötesordförande
        Mötet valde Tyra Nordahl till mötesordförande.
        § 2 Läget
        Redovisades.
        """,
        """
        Tyra "Pricken" Nordahl: chair, present
        Folke "Lie" Åström: present
        Egon De Vall: present
        """,
    ),
    "the chair of the board is not the chair of the meeting": (
        """
        Närvarande ur styrelsen: Agnes Lindmark (ordförande), Sixten Holmér (kassör), Tyra Nordahl

        § 1 Val av mötesordförande
        Till mötesordförande valdes Folke Åström.
        § 2 Läget
        Redovisades.
        """,
        """
        Agnes Lindmark: present
        Sixten Holmér: title kassör, present
        Tyra Nordahl: present
        Folke Åström: chair
        """,
    ),
    "herr and fru, whoever sent his excuses": (
        """
        Närvarande: | herr Axel Sandgren, ordförande
        herr Nils Holmér i Byn
        fru Märta Lindmark
        herr Sven Åström, suppleant för herr Egon Vall
        samt såsom föredragande kommunalkamrer Ture Nordahl.

        Förfall hade anmälts av herr Egon Vall.

        § 1 Justering
        Att justera dagens protokoll utsågs fru Märta Lindmark.
        § 2 Läget
        Redovisades.
        """,
        """
        Axel Sandgren: chair, present
        Nils Holmér: present
        Märta Lindmark: adjuster, present
        Sven Åström: substitute, deciding, for Egon Vall
        Ture Nordahl: presenter, title kommunalkamrer, present
        Egon Vall: absent
        """,
    ),
    "the secretary among the officials, items between two of them": (
        """
        Ledamöter
        Agnes Lindmark (S), ordförande
        Sixten Holmér (M), tjg ers Egon Vall (M)
        Övriga
        Förvaltningschef Tyra Nordahl, ekonom Folke Åström §§ 1–2 samt strateg Gun Malm
        Sekreterare Rut Sandgren

        Justerare | Sixten Holmér

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair member, S, deciding
        Sixten Holmér: adjuster substitute, M, deciding, for Egon Vall
        Tyra Nordahl: title Förvaltningschef, attending
        Folke Åström: title ekonom, attending, § 1–2
        Gun Malm: title strateg, attending
        Rut Sandgren: secretary, attending
        """,
    ),
    "the body's letters before the items, a remark in parentheses": (
        """
        Tekniska nämnden

        Ledamöter
        Agnes Lindmark (S), ordförande
        Tjänstgörande ersättare
        Sixten Holmér (M) ersätter vakant plats
        Ej tjänstgörande ersättare
        Egon Vall (C), TN § 2 (informationsdelen)
        Tjänstemän
        Tyra Nordahl, VA-chef, TN §§ 1–2
        Gun Malm, mark- och exploateringschef
        Folke Åström, nämndsekreterare

        TN § 1 Upprop
        Beslut: Ja.
        TN § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair member, S, deciding
        Sixten Holmér: substitute, M, deciding
        Egon Vall: substitute, C, attending, § 2
        Tyra Nordahl: title VA-chef, attending, § 1–2
        Gun Malm: title mark- och exploateringschef, attending
        Folke Åström: secretary, title nämndsekreterare, attending
        """,
    ),
    "items with the year behind": (
        """
        Ersättare | Tyra Nordahl (C), § 59/21–65/21
        Gun Malm (S), deltar ej § 61/21

        § 59/21 Upprop
        Beslut: Ja.
        § 60/21 Taxa
        Beslut: Ja.
        """,
        """
        Tyra Nordahl: substitute, C, attending, § 59/21–65/21
        Gun Malm: substitute, S, attending
        """,
    ),
    "given names and an initial, some double": (
        """
        Närvarande: Hasse, Kent-Ove, Börje, Ann-Louise samt Sixten
        Frånvarande: Ragnar, Tommy L

        1. Till ordförande valdes Kent-Ove och till sekreterare Börje.
        2. Läget
        Redovisades.
        """,
        """
        Hasse: present
        Kent-Ove: chair, present
        Börje: secretary, present
        Ann-Louise: present
        Sixten: present
        Ragnar: absent
        Tommy L: absent
        """,
    ),
    "the head of the next page inside a list": (
        """
        Norrby kommun
        Kommunfullmäktige

        Övriga
        Tyra Nordahl, kommundirektör
        Norrby kommun
        Kommunfullmäktige | 3 (12)
        Folke Åström, ekonomichef

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Tyra Nordahl: title kommundirektör, attending
        Folke Åström: title ekonomichef, attending
        """,
    ),
    "no office for those whom another body gets": (
        """
        Beslutande: Agnes Lindmark (S), Sixten Holmér (M), Egon Vall (C)

        § 1 Upprop
        Beslut: Ja.
        § 2 Val av valberedning
        Beslut
        Fullmäktige beslutar
        att till ledamöter välja Sixten Holmér (M) och Egon Vall (C), samt
        att till ordförande välja Egon Vall (C).
        § 3 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: S, deciding
        Sixten Holmér: M, deciding
        Egon Vall: C, deciding
        """,
    ),
    "one who leads, one who takes notes": (
        """
        Deltagare: Agnes Lindmark, ordförande i förbundet, Norrby kommun; Sixten Holmér, förbundschef

        1. Välkomna
        Agnes Lindmark hälsar välkomna och leder mötet. Sixten Holmér för anteckningar.
        2. Läget
        Redovisades.
        """,
        """
        Agnes Lindmark: chair, title ordförande i förbundet, from Norrby kommun, present
        Sixten Holmér: secretary, title förbundschef, present
        """,
    ),
    "crosses and remarks behind the names, who chairs next time": (
        """
        Möte med styrelsen

        Ledamöter Närvarande
        Agnes Lindmark X, mötesordf. § 1-2
        Sixten Holmér X
        Rut Sandgren Anmält förhinder
        Suppleanter
        Tyra Nordahl X
        Övriga
        Folke Åström
        X, § 1 - § 2
        X, § 1 - § 2

        § 1 Val av justerare
        Beslut: att utse Sixten Holmér till justerare.
        § 2 Val av vice mötesordförande till nästa möte
        Beslut: att utse Tyra Nordahl till vice mötesordförande till nästa möte.
        """,
        """
        Agnes Lindmark: chair member, deciding, § 1-2
        Sixten Holmér: adjuster member, deciding
        Rut Sandgren: member, absent
        Tyra Nordahl: substitute, attending
        Folke Åström: attending, § 1-2
        """,
    ),
    "members of a board in Finland, the family name first": (
        """
        Närvarande medlemmar
        Lindmark Agnes, ordförande
        Holmér-Koski Sixten, medlem
        Nordahl Tyra, ersättare

        Övriga närvarande
        Åström Folke, kommundirektör, ej närvarande 25-26

        24 § Laglighet
        Beslut: Ja.
        25 § Taxa
        Beslut: Ja.
        """,
        """
        Lindmark Agnes: chair, deciding
        Holmér-Koski Sixten: member, deciding
        Nordahl Tyra: substitute, deciding
        Åström Folke: title kommundirektör, attending
        """,
    ),
    "a flattened page, the family names first": (
        """
        Beslutande Lindmark Agnes Holmér Sixten Sandgren Rut Vall Egon Backnäs Qvinta Åström Folke, ers. Frånvarande Nordahl Tyra, Ekdahl Emil Paragrafer 1-2 Underskrift Ordförande Agnes Lindmark Protokolljusterare Egon Vall

        § 1 Laglighet
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Lindmark Agnes: chair, deciding
        Holmér Sixten: deciding
        Sandgren Rut: deciding
        Vall Egon: adjuster, deciding
        Backnäs Qvinta: deciding
        Åström Folke: substitute, deciding
        Nordahl Tyra: absent
        Ekdahl Emil: absent
        """,
    ),
    "elections right below the list": (
        """
        Protokoll från styrelsemötet

        Närvaro
        Agnes Lindmark (lämnade mötet efter punkt 9)
        Sixten Holmér
        Rut Sandgren (utan rösträtt)

        Val av mötesfunktionärer
        Sixten Holmér valdes enhälligt till mötesordförande.
        Agnes Lindmark valdes till sekreterare.
        """,
        """
        Agnes Lindmark: secretary, present
        Sixten Holmér: chair, present
        Rut Sandgren: present
        """,
    ),
    "somebody who chairs another body": (
        """
        Närvarande ledamöter:
        Agnes Lindmark, ordförande
        Sixten Holmér
        Adjungerade (ständigt):
        Folke Åström, UNGA (ordförande)

        § 1 Öppnande
        Mötet öppnades.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair member, deciding
        Sixten Holmér: member, deciding
        Folke Åström: from UNGA, attending
        """,
    ),
    "items between officials in a flattened page": (
        """
        Beslutande Ledamöter Agnes Lindmark (S), Sixten Holmér (M), Rut Sandgren (V) ersätter Egon Vall (V) 17, Övriga närvarande Ersättare Gun Malm (S) och Dag Ekström (M). Tjänstemän Kommundirektör Tyra Nordahl, ekonom Folke Åström 16, , mark- och exploateringsingenjör Ulla Ros 17 och 19, strateg Emil Ekdahl 18. Justerande Sixten Holmér

        § 16 Laglighet
        Beslut: Ja.
        § 17 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: member, S, deciding
        Sixten Holmér: adjuster member, M, deciding
        Rut Sandgren: substitute, V, deciding, § 17, for Egon Vall
        Gun Malm: substitute, S, attending
        Dag Ekström: substitute, M, attending
        Tyra Nordahl: title Kommundirektör, attending
        Folke Åström: title ekonom, attending, § 16
        Ulla Ros: title mark- och exploateringsingenjör, attending, § 17 och 19
        Emil Ekdahl: title strateg, attending, § 18
        """,
    ),
    "offices in parentheses in a flattened page": (
        """
        Beslutande ledamöter Agnes Lindmark (S) (ordförande) Gun Malm Ros (L) (vice ordförande) Rut Sandgren (M) Övriga närvarande Tyra Nordahl (kvalitetschef) Folke Åström (bitr. förvaltningschef) Justerande Rut Sandgren (M)

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair member, S, deciding
        Gun Malm Ros: vice_chair member, L, deciding
        Rut Sandgren: adjuster member, M, deciding
        Tyra Nordahl: title kvalitetschef, attending
        Folke Åström: title bitr. förvaltningschef, attending
        """,
    ),
    "headings run together: nobody knows who decides": (
        """
        Beslutande ledamöter Ej tjänstgörande ersättare Övriga närvarande Utses att justera Agnes Lindmark (S) (ordförande) Rut Sandgren (M) Egon Vall (C) Tyra Nordahl (kvalitetschef)

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair, S
        Rut Sandgren: M
        Egon Vall: C
        Tyra Nordahl: title kvalitetschef, attending
        """,
    ),
    "headings run together: all decide": (
        """
        Beslutande Beslutande ersättare Agnes Lindmark (S) ordförande, Rut Sandgren (M), Egon Vall (C) Övriga deltagande Kommunchef Tyra Nordahl

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair, S, deciding
        Rut Sandgren: M, deciding
        Egon Vall: C, deciding
        Tyra Nordahl: title Kommunchef, attending
        """,
    ),
    "a heading with its capital behind small letters, numbers lost": (
        """
        Beslutande Agnes Lindmark Sixten Holmér Rut Sandgren för Egon Vall för Emil Ekdahl ej tjänstgörande ersättare Övriga deltagande Tyra Nordahl Folke Åström Utses att justera Justeringens plats och tid Sixten Holmér Underskrifter Sekreterare Paragrafer Ordförande Justerande Folke Åström Agnes Lindmark Sixten Holmér

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair, deciding
        Sixten Holmér: adjuster, deciding
        Rut Sandgren: substitute, deciding, for Egon Vall
        Tyra Nordahl: attending
        Folke Åström: secretary, attending
        """,
    ),
    "given names that begin another": (
        """
        Närvarande: Leif, Per-Gunnar, Per, Britt-Inger och Britt

        1. Läget
        Redovisades.
        2. Tiden
        Redovisades.
        """,
        """
        Leif: present
        Per-Gunnar: present
        Per: present
        Britt-Inger: present
        Britt: present
        """,
    ),
    "posts before the names, classes of students behind": (
        """
        Närvarande
        Sekreterare Tyra Nordahl, D-09
        Ledamot för sociala frågor Folke Åström, D-08
        Kassör Rut Sandgren, D-10
        Sektionshistoriker Egon Vallmark, D-02

        1 Läget
        Redovisades.
        2 Tiden
        Redovisades.
        """,
        """
        Tyra Nordahl: secretary, present
        Folke Åström: title Ledamot för sociala frågor, present
        Rut Sandgren: title Kassör, present
        Egon Vallmark: title Sektionshistoriker, present
        """,
    ),
    "an initial before the first name, offices after all of them": (
        """
        Beslutande B. Erik Lindmark (m), tjänstgörande ersättare, 1-2, Sixten Holmér (l), 1:a vice ordförande Rut Maria Sandgren (s) Egon Vall (c) Övriga deltagande Tyra Nordahl, miljöchef

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Erik Lindmark: substitute, M, deciding, § 1-2
        Sixten Holmér: vice_chair, L, deciding
        Rut Maria Sandgren: S, deciding
        Egon Vall: C, deciding
        Tyra Nordahl: title miljöchef, attending
        """,
    ),
    "two given names in a flattened page": (
        """
        Beslutande Agnes Lindmark, ordförande Karin Holmér Eva Lis Sandgren Egon Vall Carl Göran Nordahl Bo Ekdahl Övriga deltagande Gun Malm, sekreterare

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: chair, deciding
        Karin Holmér: deciding
        Eva Lis Sandgren: deciding
        Egon Vall: deciding
        Carl Göran Nordahl: deciding
        Bo Ekdahl: deciding
        Gun Malm: secretary, attending
        """,
    ),
    "offices of one column, whom others replace in the next": (
        """
        Närvarande ledamöter Agnes Lindmark (S) Sixten Holmér (M) Tjänstgörande ersättare Rut Sandgren (S) Ordförande Justerare Tjänstgör för Egon Vall (S) Övriga Tyra Nordahl Folke Åström Gun Malm Miljöchef Enhetschef Hälsoskydd Enhetschef Livsmedel Nämndadministratör

        § 1 Upprop
        Beslut: Ja.
        § 2 Taxa
        Beslut: Ja.
        """,
        """
        Agnes Lindmark: member, S, deciding
        Sixten Holmér: member, M, deciding
        Rut Sandgren: substitute, S, deciding
        Tyra Nordahl: attending
        Folke Åström: attending
        Gun Malm: attending
        """,
    ),
    "a table with a column of names: words that nobody knows as names, answers in words, numbers": (
        """
        Fastighetsnämnden

        Namn | Parti | Uppdrag | Närvarande
        Maj Holmdal | M | Ordförande | Ja
        Ravistan Qvyl | S | 2:e vice ordförande | Ja
        Sten Lodell | L | Ledamot | Nej
        Eva Runblad | S | Ledamot | Ja, ej § 4
        Kim Brolund | L | Ersättare | Ja, tjänstgör för Sten Lodell
        Per Sjölind | S | Ersättare | §§ 1-3

        § 1 Budget
        Bifölls.
        """,
        """
        Maj Holmdal: chair, M, deciding
        Ravistan Qvyl: vice_chair, S, deciding
        Sten Lodell: member, L, absent
        Eva Runblad: member, S, deciding
        Kim Brolund: substitute, L, deciding, for Sten Lodell
        Per Sjölind: substitute, S, attending, § 1-3
        """,
    ),
    "a table with crosses behind whom each person represents, and one who serves": (
        """
        Styrelsen

        Namn | Representerar | Uppdrag | Närvarande | Frånvarande
        Maj Holmdal | Norrby kommun | ordförande | X
        Sten Lodell | Region Sydlandet | ledamot |  | X
        Eva Runblad | Region Sydlandet | ersättare, tjg. | X
        Per Sjölind | Norrby kommun | ersättare | X
        Mia Holst | Arbetsförmedlingen | ledamot | X

        § 1 Budget
        Bifölls.
        """,
        """
        Maj Holmdal: chair, from Norrby kommun, deciding
        Sten Lodell: member, from Region Sydlandet, absent
        Eva Runblad: substitute, from Region Sydlandet, deciding
        Per Sjölind: substitute, from Norrby kommun, attending
        Mia Holst: member, from Arbetsförmedlingen, deciding
        """,
    ),
    "a table of members under short heads": (
        """
        Kommunfullmäktige

        Ledamot | Parti | Närv. | Frånv. | Anm.
        Maj Holmdal | M | X
        Sten Lodell | L |  | X

        § 1 Budget
        Bifölls.
        """,
        """
        Maj Holmdal: member, M, deciding
        Sten Lodell: member, L, absent
        """,
    ),
    "ordinary members, one with two posts before another, and an absent chair": (
        """
        Samordningsförbundet Norrbygden

        Närvarande ordinarie
        Eva Runblad, vice ordförande
        Per Sjölind
        Närvarande ersättare
        Kim Brolund
        Frånvarande
        Maj Holmdal, ordförande
        Övriga
        Lo Ekdahl, förbundschef och sekreterare
        Sten Lodell, processledare

        Justerare: Per Sjölind
        Justeringsdag: 2024-05-06

        § 1 Budget
        Bifölls.
        """,
        """
        Eva Runblad: vice_chair, deciding
        Per Sjölind: adjuster, deciding
        Kim Brolund: substitute, attending
        Maj Holmdal: absent
        Lo Ekdahl: secretary, title förbundschef och sekreterare, attending
        Sten Lodell: title processledare, attending
        """,
    ),
    "two columns in which entries take two lines, and another list begins in the second": (
        """
        Beslutande | Ej tjänstgörande ersättare
        Maj Holmdal, Norrby kommun, | Kim Brolund, Arbetsförmedlingen
        ordförande | Dag von Runblad, Norrby kommun
        Sten Lodell, Region Sydlandet,
        1:e vice ordförande | Övriga deltagare
        Per Sjölind, Försäkringskassan | Lo Ekdahl, processledare, § 1

        § 1 Budget
        Bifölls.
        """,
        """
        Maj Holmdal: chair, from Norrby kommun, deciding
        Sten Lodell: vice_chair, from Region Sydlandet, deciding
        Per Sjölind: from Försäkringskassan, deciding
        Kim Brolund: substitute, from Arbetsförmedlingen, attending
        Dag von Runblad: substitute, from Norrby kommun, attending
        Lo Ekdahl: title processledare, attending, § 1
        """,
    ),
    "of old, one sentence after another, the offices before the names": (
        """
        Protokoll, hållet vid sammanträde med stadsfullmäktige den 8 mars 1956.

        Närvarande: ordföranden, disponenten Axel Nordevall, v. ordföranden, fru
        Elin Sandahl, herrar Knut Ahlner, Olof Stenmarck och Harald Videgren, fru Signe
        Brunnsjö samt fröken Märta Hägerdal. Dessutom stadskamreraren Folke Granlid och
        såsom sekreterare stadsombudsmannen Åke Lilliesköld.

        Frånvarande: herr Torsten Nyrell, anmält förfall.

        § 1. Protokollet upplästes.
        § 2. Taxan antogs.
        """,
        """
        Axel Nordevall: chair, title disponenten, present
        Elin Sandahl: vice_chair, present
        Knut Ahlner: present
        Olof Stenmarck: present
        Harald Videgren: present
        Signe Brunnsjö: present
        Märta Hägerdal: present
        Folke Granlid: title stadskamreraren, attending
        Åke Lilliesköld: secretary, title stadsombudsmannen, attending
        Torsten Nyrell: absent
        """,
    ),
    "of old, the titles before the names, lines broken anywhere": (
        """
        Närv.: kyrkoherde Josef Vallmark, ordf., hemmansägare
        Emil Ollander i Norrgärde, folkskollärare Ivar Tengborg,
        fru Anna Karling, fru Hilma Lundmarker, skräddare
        Viktor Strömdahl och fröken Ester Ljungdal,
        barnavårdsman.
        Frånv.: provinsialläkare Carl Hammarlid.

        § 1. Protokollet upplästes.
        § 2. Taxan antogs.

        Dag som ovan
        Ester Ljungdal

        Justerat:
        Josef Vallmark | Ivar Tengborg
        """,
        """
        Josef Vallmark: chair, title kyrkoherde, present
        Emil Ollander: title hemmansägare, present
        Ivar Tengborg: adjuster, title folkskollärare, present
        Anna Karling: present
        Hilma Lundmarker: present
        Viktor Strömdahl: title skräddare, present
        Ester Ljungdal: secretary, title barnavårdsman, present
        Carl Hammarlid: title provinsialläkare, absent
        """,
    ),
    "of old, a title and a name a line": (
        """
        Närvarande ledamöter:
        Redaktör Bertil Sandhamn, ordf.
        Riksdagsman Hilding Forsnäs, v. ordf.
        Fru Ingegerd Viktorin
        Disponent Curt Edelfors

        Suppleant:
        Metallarbetare Börje Kvistgård, för herr Helge Ståhlnäs

        Övriga närvarande:
        Ing. Lars Tollander, sekr.

        § 1. Protokollet upplästes.
        § 2. Taxan antogs.
        """,
        """
        Bertil Sandhamn: chair member, title Redaktör, deciding
        Hilding Forsnäs: vice_chair member, title Riksdagsman, deciding
        Ingegerd Viktorin: member, deciding
        Curt Edelfors: member, title Disponent, deciding
        Börje Kvistgård: substitute, title Metallarbetare, deciding, for Helge Ståhlnäs
        Lars Tollander: secretary, title Ing, attending
        """,
    ),
    "of old, named in the text alone": (
        """
        Protokoll, hållet vid kyrkostämma den 3/11 1957.

        § 1.
        Stämman öppnades av kyrkoherden Georg Almdahl, som enligt lag förde ordet.
        § 2.
        Till att jämte ordföranden justera protokollet utsågos lantbrukaren Karl Ekdal i Byn och kantorn Sixten Rosvik.

        Som ovan
        In fidem
        Sixten Rosvik

        Justerat:
        Georg Almdahl | Karl Ekdal
        """,
        """
        Georg Almdahl: chair
        Karl Ekdal: adjuster
        Sixten Rosvik: secretary adjuster
        """,
    ),
    "a list of those present and of their votes behind the items": (
        """
        Kommunfullmäktige 2031-02-10
        Beslutande | Se närvarolistan

        § 1 Budget
        Antogs.
        § 2 Taxa
        Med 2 ja-röster mot 1 nej-röst antas taxan.
        § 3 Val
        Skedde.

        Närvaro- och voteringslista

        Votering § 2

        Ledamot | Parti | Ja | Nej
        Karin Öst | S | x
        Bo Lindmark | M | | x
        Eva Sandahl | C | x
        """,
        """
        Karin Öst: member, S, deciding
        Bo Lindmark: member, M, deciding
        Eva Sandahl: member, C, deciding
        """,
    ),
    "of old, the chair of the body that meets": (
        """
        Protokoll hållet vid sammanträde med kommunalnämnden den 14/1 1955.

        Närvarande: Kommunalnämndens ordförande Ivar Gustavsson, samt ledamöterna
        Karl Bergdal, Hjalmar Svederin, fru Agda Ljungdal och hr Sven Rosell.
        Dessutom närvar kommunalkamrer Nils Hedfors.

        § 1. Skrivelsen upplästes.
        § 2. Taxan antogs.

        Justeras:
        Ivar Gustavsson | Karl Bergdal
        """,
        """
        Ivar Gustavsson: chair member, present
        Karl Bergdal: adjuster, present
        Hjalmar Svederin: present
        Agda Ljungdal: present
        Sven Rosell: present
        Nils Hedfors: title kommunalkamrer, attending
        """,
    ),
    "the label beside the list has two lines": (
        """
        Beslutande | Nyholm Ragnar | ordförande
        Övriga | Holmlund Krister | kommundirektör
        närvarande | Stenback Mia | protokollförare

        § 1 Budget
        Antogs.
        § 2 Taxa
        Antogs.
        """,
        """
        Nyholm Ragnar: chair, deciding
        Holmlund Krister: title kommundirektör, attending
        Stenback Mia: secretary, attending
        """,
    ),
    "a title after the name though another follows": (
        """
        Närvarande: Karin Öst, rektor, Bo Lindmark, Eva Sandahl och Ove Berglid, kurator

        § 1 Budget
        Antogs.
        § 2 Taxa
        Antogs.
        """,
        """
        Karin Öst: title rektor, present
        Bo Lindmark: present
        Eva Sandahl: present
        Ove Berglid: title kurator, present
        """,
    ),
}
NOBODY = {
    "whose motion it is": (
        "§ 1 Budget\nOrdförande antecknar Bo Lindmarks yrkande. Bo Lindmark yrkar avslag.\n§ 2 Taxa\nAntogs."
    ),
    "spoken of only": "§ 1 Budget\nAnna Bergfors föredrog ärendet.\n§ 2 Taxa\nBo Lindmark yrkade avslag.",
    "called, not present": "Kallade: Anna Bergfors, Bo Lindmark\n\n§ 1 Budget\nBifölls.\n§ 2 Taxa\nAntogs.",
    "only counted": "Närvarande: 26 medlemmar enligt närvarolista\n\n§ 1 Budget\nBifölls.\n§ 2 Taxa\nAntogs.",
    "elected to another body": "§ 8 Val\nAnna Bergfors valdes till ordförande i valberedningen.\n§ 9 Taxa\nAntogs.",
    "nominated": "§ 1 Val\nFörslag till sekreterare: Anna Bergfors\n§ 2 Taxa\nAntogs.",
    "organisations": "Närvarande: Norrby kommun, Region Sydlandet, Sydlandets Bostäder\n\n§ 1 Budget\nBifölls.\n§ 2 Taxa\nAntogs.",
    "the board elected for next year": "§ 11 Val av styrelse\nOrdf: Anna Bergfors\nSekr: Bo Lindmark\n§ 12 Taxa\nAntogs.",
    "what happened besides": "Dessutom föredrogs skrivelser, vidare en motion.\n\n§ 1 Budget\nBifölls.\n§ 2 Taxa\nAntogs.",
    "the chair beside whom others adjust": (
        "§ 1 Öppnande\nSkedde.\n§ 2 Val\nTill justeringsmän jämte ordföranden valdes två ledamöter.\n§ 3 Taxa\nAntogs."
    ),
    "adjusting something else": "§ 1 Lån\nStyrelsen ger Anna Bergfors i uppdrag att justera lånens storlek.\n§ 2 Taxa\nAntogs.",
}
STATED = {
    "elected to adjust": ("Nämnden utser ⟦Bo Lindmark⟧ (M) att justera protokollet.", "adjuster"),
    "elected, the verb first": ("Till justerare valdes ⟦Bo Lindmark⟧.", "adjuster"),
    "elected, the name first": ("⟦Bo Lindmark⟧ väljs till mötesordförande.", "chair"),
    "beside the chair": ("Till justeringsmän jämte ordföranden valdes ⟦Bo Lindmark⟧.", "adjuster"),
    "of old, in the plural": ("Att jämte ordföranden justera protokollet utsågos ⟦Bo Lindmark⟧.", "adjuster"),
    "had the word": ("Lantbrukaren ⟦Bo Lindmark⟧ förde ordet.", "chair"),
    "two offices at once": ("⟦Bo Lindmark⟧ utsågs till ordförande och sekreterare.", "chair secretary"),
    "the meeting elects": ("Mötet väljer ⟦Bo Lindmark⟧ till mötesordförande.", "chair"),
    "an office before a name": ("Ordförande ⟦Bo Lindmark⟧ hälsade välkommen.", "chair"),
    "was": ("⟦Bo Lindmark⟧ var mötets sekreterare.", "secretary"),
    "adjusted by": ("Protokollet justeras av ⟦Bo Lindmark⟧.", "adjuster"),
    "adjusts": ("⟦Bo Lindmark⟧ (V) justerar dagens protokoll.", "adjuster"),
}


def told(person: Attendee) -> str:
    facts = (
        " ".join(person.meeting_roles),
        person.title and f"title {person.title}",
        person.organisation and f"from {person.organisation}",
        person.party,
        person.attendance,
        person.paragraphs and f"§ {person.paragraphs}",
        person.substitutes_for and f"for {person.substitutes_for}",
    )
    return f"{person.name}: {', '.join(fact for fact in facts if fact)}".rstrip()


def document(rows: str) -> str:
    return cleandoc(rows).replace(" | ", "\t").replace("\n| ", "\n")


@pytest.mark.parametrize(("content", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_finds(content: str, expected: str, swedish_items: Callable[[str], Reading]) -> None:
    found = attendees.extract(swedish_items(document(content)))

    assert "\n".join(told(person) for person in found) == cleandoc(expected)


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
def test_evidence_names_the_person(content: tuple[str, str], swedish_items: Callable[[str], Reading]) -> None:
    for person in attendees.extract(swedish_items(document(content[0]))):
        quoted = " ".join(quote.quote for quote in person.evidence)
        assert set(re.findall(r"\w+", person.name)) <= set(re.findall(r"\w+", quoted)), person.name
        assert all(len(quote.quote) <= 300 for quote in person.evidence)


@pytest.mark.parametrize("content", NOBODY.values(), ids=NOBODY)
def test_passes_over(content: str, swedish_items: Callable[[str], Reading]) -> None:
    assert [told(person) for person in attendees.extract(swedish_items(content))] == []


@pytest.mark.parametrize(("sentence", "roles"), STATED.values(), ids=STATED)
def test_offices_told_in_a_sentence(sentence: str, roles: str, swedish_items: Callable[[str], Reading]) -> None:
    name = sentence.split("⟦")[1].split("⟧")[0]
    text = sentence.replace("⟦", "").replace("⟧", "")
    found = list(attendees.extract(swedish_items(f"§ 1 Öppnande\n{text}\n§ 2 Budget\nBifölls.")))

    assert [(person.name, " ".join(person.meeting_roles)) for person in found] == [(name, roles)]


def test_one_entry_a_person(swedish_items: Callable[[str], Reading]) -> None:
    """A misspelt signature, a given name alone and a list are one person, named as on the list."""
    content = document(
        """
        Närvarande: Gottfrid Hallgrensson, Karin Öst

        § 1 Val av justerare
        Gottfrid valdes att justera protokollet.
        § 2 Budget
        Bifölls.

        Justeras:
        ____________
        Gottfrid Halgrensson
        """
    )
    people = list(attendees.extract(swedish_items(content)))

    assert [told(person) for person in people] == ["Gottfrid Hallgrensson: adjuster, present", "Karin Öst: present"]
    assert len(people[0].evidence) > 1


def test_two_on_a_list_stay_two(swedish_items: Callable[[str], Reading]) -> None:
    content = (
        "Närvarande: Karin Nilsson, Karin Olsson, Eva Hanson, Eva Hansson\n\n§ 1 Budget\nBifölls.\n§ 2 Taxa\nAntogs."
    )

    assert len(list(attendees.extract(swedish_items(content)))) == 4


# What stands beside a name on the list -> attendance, items, what else tells of presence, whom the person replaces.
PRESENCE = {
    "items": ("Bo Ek (S), §§ 4–9, 11", ("deciding", "4–9, 11", None, None)),
    "up to a part of an item": ("Bo Ek (S), §§ 31- del av 35", ("deciding", "31-del av 35", None, None)),
    "a part of an item beside whole ones": ("Bo Ek (S), § 12, del av § 13", ("deciding", "12, del av 13", None, None)),
    "from an item on": ("Bo Ek (S), fr o m § 63", ("deciding", "fr o m 63", None, None)),
    "up to an item": ("Bo Ek (S), t.o.m. § 12", ("deciding", "t.o.m. 12", None, None)),
    "at an item": ("Bo Ek (S), deltar under § 5", ("deciding", "5", None, None)),
    "all but an item": ("Bo Ek (S), ej § 13", ("deciding", None, "ej § 13", None)),
    "all but some": ("Bo Ek (S), utom §§ 13-14, 17", ("deciding", None, "utom §§ 13-14, 17", None)),
    "a conflict of interest": ("Bo Ek (S), ej § 5 p.g.a. jäv", ("deciding", None, "ej § 5 p.g.a. jäv", None)),
    "from when to when": ("Bo Ek (S), kl 14.20-16.10", ("deciding", None, "kl 14.20-16.10", None)),
    "time and items": ("Bo Ek (S), kl. 08.15–10.00, §§ 31–35", ("deciding", "31–35", "kl. 08.15–10.00", None)),
    "comes at a time": ("Bo Ek (S), anländer kl 14.20", ("deciding", None, "anländer kl 14.20", None)),
    "came at a time, to an item": (
        "Bo Ek (S), anlände kl. 9.20, § 12",
        ("deciding", None, "anlände kl. 9.20, § 12", None),
    ),
    "leaves after an item": ("Bo Ek (S), lämnar mötet efter § 8", ("deciding", None, "lämnar mötet efter § 8", None)),
    "left at a time, at an item": ("Bo Ek (S), avvek kl 15.10 (§ 8)", ("deciding", None, "avvek kl 15.10 (§ 8)", None)),
    "took part up to an item": ("Bo Ek (S), deltog t.o.m. § 4", ("deciding", "t.o.m. 4", None, None)),
    "until an item": ("Bo Ek (S), fram till § 8", ("deciding", "fram till 8", None, None)),
    "until a time": ("Bo Ek (S), t.o.m. kl. 15.45", ("deciding", None, "t.o.m. kl. 15.45", None)),
    "came late": ("Bo Ek (S) (sen ankomst kl 18.20)", ("deciding", None, "sen ankomst kl 18.20", None)),
    "came during an item": (
        "Bo Ek (S), kom 18.20, under punkt 3",
        ("deciding", None, "kom 18.20, under punkt 3", None),
    ),
    "for a member": ("Bo Ek (S), för Eva Lind (S)", ("deciding", None, None, "Eva Lind")),
    "replaces a member": ("Bo Ek (S) ersätter Eva Lind (S) §§ 5-7", ("deciding", "5-7", None, "Eva Lind")),
    "serving substitute of a member": ("Bo Ek (S), tjg ers Eva Lind (S)", ("deciding", None, None, "Eva Lind")),
    "serving substitute at an item": ("Bo Ek (S), tjg ers § 7", ("deciding", "7", None, None)),
    "digitally": ("Bo Ek (S), deltar digitalt", ("deciding", None, None, None)),
    "a telephone": ("Bo Ek (S), tel 0500-12 34 56", ("deciding", None, None, None)),
}


@pytest.mark.parametrize(("entry", "expected"), PRESENCE.values(), ids=PRESENCE)
def test_when_somebody_was_there(entry, expected, swedish_items: Callable[[str], Reading]) -> None:
    content = f"Beslutande\nOve Öst (M), ordförande\n{entry}\nKarin Nyström (C)\n\n§ 5 Budget\nBifölls.\n\n§ 6 Taxa\nAntogs.\n"
    person = next(p for p in attendees.extract(swedish_items(content)) if p.name == "Bo Ek")

    assert (person.attendance, person.paragraphs, person.presence_note, person.substitutes_for) == expected


def test_who_stands_on_two_lists_was_there_for_the_items_of_both(swedish_items: Callable[[str], Reading]) -> None:
    content = (
        "Tjänstgörande ersättare\nBo Ek (S) för Eva Lind (S), §§ 7–8\n\nErsättare\nBo Ek (S), §§ 5–6\nKarin Nyström (C)\n\n"
        "§ 5 Budget\nBifölls.\n\n§ 6 Taxa\nAntogs.\n"
    )
    person = next(p for p in attendees.extract(swedish_items(content)) if p.name == "Bo Ek")

    assert (person.attendance, person.paragraphs) == ("deciding", "7–8, 5–6")
