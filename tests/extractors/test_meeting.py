"""Cover pages, titles and page heads in every form that we have met, and what must not be taken for the meeting."""

from __future__ import annotations

import pytest

from extractors import meeting
from extractors.meeting import Cover

# Reason -> text, and what the meeting says. A field that is not named must be empty, `form` aside.
STATED = {
    "a municipality's cover page": (
        "LUNDAVIKS KOMMUN\tSAMMANTRÄDESPROTOKOLL\t1 (12)\nKultur- och fritidsnämnden\nSammanträdesdatum\n2021-09-14\n\n"
        "Plats och tid\tKommunhuset, sal Lommen, kl. 13.15–16.40\nBeslutande\tEva Ek (S), ordförande",
        {
            "organisations": ["Lundaviks kommun"],
            "body": "Kultur- och fritidsnämnden",
            "date": "2021-09-14",
            "start_time": "13:15",
            "end_time": "16:40",
            "place": "Kommunhuset, sal Lommen",
        },
    ),
    "the organisation on two lines of a page head's column": (
        "SJÖDALENS\tPROTOKOLL\tStyrelsen 2021-02-12\nSAMORDNINGSFÖRBUND\t1 (3)\n\nTid: kl. 8.30–10.45\nNärvarande: Bo Ek",
        {
            "organisations": ["Sjödalens samordningsförbund"],
            "body": "Styrelsen",
            "date": "2021-02-12",
            "start_time": "08:30",
            "end_time": "10:45",
        },
    ),
    "its kind over its name": (
        "Bostadsrättsföreningen\tStyrelsemöte\nLinden\t2021-02-12\n\nNärvarande: Bo Ek",
        {"organisations": ["Bostadsrättsföreningen Linden"], "body": "Styrelsemöte", "date": "2021-02-12"},
    ),
    "of old, a sentence over several lines": (
        "Protokoll, hållet vid lagligen kungjord ordinarie kyrkostämma med\nÖsterlida församling i sockenstugan söndagen den 3/11\n1957, kl. 1 e.m.\n\n§ 1.",
        {
            "organisations": ["Österlida församling"],
            "body": "Ordinarie kyrkostämma",
            "date": "1957-11-03",
            "start_time": "13:00",
            "place": "sockenstugan",
        },
    ),
    "of old, a municipality by its place alone": (
        "Protokoll, hållet vid sammanträde med stadsfullmäktige i\nNorrhamn torsdagen den 22 mars 1956 kl. 19.00 å rådhuset.\n\n§ 1.",
        {
            "organisations": ["Norrhamn"],
            "body": "Stadsfullmäktige",
            "date": "1956-03-22",
            "start_time": "19:00",
            "place": "rådhuset",
        },
    ),
    "of old, a savings bank": (
        "P R O T O K O L L vid huvudmännens i Dala härads sparbank\nordinarie årssammanträde i bankens lokal onsdagen den 24\nmars 1954.\n\n§ 1.",
        {
            "organisations": ["Dala härads sparbank"],
            "body": "Ordinarie årssammanträde",
            "date": "1954-03-24",
            "place": "bankens lokal",
        },
    ),
    "who is there is no name of it": (
        "Föreningen\nEva Ek\nStyrelsemöte 2021-02-12\n\nNärvarande: Bo Ek",
        {"body": "Styrelsemöte", "date": "2021-02-12"},
    ),
    "a page that a viewer flattened": (
        "1 Granarps kommun PROTOKOLL Sida 1 (9) Tekniska nämndens arbetsutskott 2015-03-02 Plats och tid Rådhuset, kl "
        "08.30-11.05 Beslutande Bo Ek (S) ordförande Eva Lind (M) Utses att justera Eva Lind Justeringens plats och tid "
        "Rådhuset 2015-03-05 Paragrafer 12-17",
        {
            "organisations": ["Granarps kommun"],
            "body": "Tekniska nämndens arbetsutskott",
            "date": "2015-03-02",
            "start_time": "08:30",
            "end_time": "11:05",
            "place": "Rådhuset",
        },
    ),
    "the date among place and time, a pause": (
        "Socialnämnden\n\nTid och plats: Tisdagen den 9 februari 2021 kl. 09:00-11:50, Stadshuset, rum 3. Ajournering kl 10.00-10.15\n"
        "Närvarande: Bo Ek",
        {
            "body": "Socialnämnden",
            "date": "2021-02-09",
            "start_time": "09:00",
            "end_time": "11:50",
            "place": "Stadshuset, rum 3",
        },
    ),
    "the title of an association's minutes": (
        "Protokoll fört vid Bostadsrättsföreningen Lindens ordinarie föreningsstämma\n"
        "torsdagen den 5 maj 2022 kl. 19.00 i Folkets hus\n\nNärvarande: 31 medlemmar",
        {
            "organisations": ["Bostadsrättsföreningen Linden"],
            "body": "Ordinarie föreningsstämma",
            "date": "2022-05-05",
            "start_time": "19:00",
            "place": "Folkets hus",
        },
    ),
    "place, then time, behind the date": (
        "Protokoll från styrelsemöte i Hembygdsföreningen Kvarnstenen onsdag 3 april 2019, Soldattorpet, klockan 18.30\n\nNärvarande: Bo Ek",
        {
            "organisations": ["Hembygdsföreningen Kvarnstenen"],
            "body": "Styrelsemöte",
            "date": "2019-04-03",
            "start_time": "18:30",
            "place": "Soldattorpet",
        },
    ),
    "place on the line below": (
        "Region Mittlanda\nProtokoll\nRegionala utvecklingsnämnden\nTorsdagen den 8 februari 2024, kl. 09.30–12.10\n"
        "Regionens hus, Dalasalen\n\nNärvarande ledamöter\nBo Ek (S)",
        {
            "organisations": ["Region Mittlanda"],
            "body": "Regionala utvecklingsnämnden",
            "date": "2024-02-08",
            "start_time": "09:30",
            "end_time": "12:10",
            "place": "Regionens hus, Dalasalen",
        },
    ),
    "labels in a table": (
        "Norrängs Bygdegårdsförening\nProtokoll styrelsemöte\n\nDatum\t2024-09-10\nTid\t18.30–20.45\nPlats\tBygdegården i Norräng, lilla salen\n"
        "Närvarande\tBo Ek, ordförande",
        {
            "organisations": ["Norrängs Bygdegårdsförening"],
            "body": "Styrelsemöte",
            "date": "2024-09-10",
            "start_time": "18:30",
            "end_time": "20:45",
            "place": "Bygdegården i Norräng, lilla salen",
        },
    ),
    "values under a row of labels": (
        "Styrelsemöte\n\nDatum\tTid\tPlats\n2023-02-07\t18.00–20.15\tKlubbhuset\n\nNärvarande: Bo Ek",
        {
            "body": "Styrelsemöte",
            "date": "2023-02-07",
            "start_time": "18:00",
            "end_time": "20:15",
            "place": "Klubbhuset",
        },
    ),
    "an association of joint financing": (
        "Finnås samordningsförbund\tSida 1 (4)\nStyrelsen\tPROTOKOLL 3/2019\n\nPlats: Arbetsförmedlingen, Storgatan 4\nTid: Måndag 2019-05-20, kl. 09.15–11.50\n"
        "Ordinarie ledamöter: Bo Ek",
        {
            "organisations": ["Finnås samordningsförbund"],
            "body": "Styrelsen",
            "date": "2019-05-20",
            "start_time": "09:15",
            "end_time": "11:50",
            "place": "Arbetsförmedlingen, Storgatan 4",
            "number": "3/2019",
        },
    ),
    "body and holder behind one label": (
        "Organ Medlemssamråd för Sydådalens Samordningsförbund\nDag Onsdag 6 april 2022, klockan 09.45 – 11.30\nPlats Digitalt via Teams\n\nBeslutande\nBo Ek",
        {
            "organisations": ["Sydådalens Samordningsförbund"],
            "body": "Medlemssamråd",
            "date": "2022-04-06",
            "start_time": "09:45",
            "end_time": "11:30",
            "place": "Digitalt via Teams",
            "form": "digital",
        },
    ),
    "a sentence tells the place": (
        "Plats och tid\tStyrelsemöte tisdagen den 3 mars 2020, kl 13.00-14.40 Mötet hölls i Zoom\nBeslutande\tBo Ek\n\nOrgan Samordningsförbundet Västra Ådalen",
        {
            "organisations": ["Samordningsförbundet Västra Ådalen"],
            "body": "Styrelsemöte",
            "date": "2020-03-03",
            "start_time": "13:00",
            "end_time": "14:40",
            "place": "Zoom",
            "form": "digital",
        },
    ),
    "in a room and by a network": (
        "Kommunstyrelsen\n\nPlats och tid: Stadshuset, Ekrummet samt digitalt via Teams, kl 13.00–15.30\nSammanträdesdatum: 2022-02-08\nBeslutande: Bo Ek",
        {
            "body": "Kommunstyrelsen",
            "date": "2022-02-08",
            "start_time": "13:00",
            "end_time": "15:30",
            "place": "Stadshuset, Ekrummet samt digitalt via Teams",
            "form": "hybrid",
        },
    ),
    "a Finland-Swedish council": (
        "STORSKÄRS KOMMUN\tPROTOKOLL\tNr 2/2024\n\nKommunfullmäktige\n\nSammanträdestid\tTisdag 26.3.2024 kl. 18.00–19.25\n"
        "Sammanträdesplats\tKommungården, fullmäktigesalen\nBeslutande\tEk Bo, ordförande",
        {
            "organisations": ["Storskärs kommun"],
            "body": "Kommunfullmäktige",
            "date": "2024-03-26",
            "start_time": "18:00",
            "end_time": "19:25",
            "place": "Kommungården, fullmäktigesalen",
            "number": "2/2024",
        },
    ),
    "a parish": (
        "Söderlövs församling\tKyrkorådet\tSammanträdesprotokoll 2023-11-07\n\nPlats och tid\tFörsamlingshemmet, tisdagen den 7 november 2023 kl. 18.00–20.15\nBeslutande\tBo Ek",
        {
            "organisations": ["Söderlövs församling"],
            "body": "Kyrkorådet",
            "date": "2023-11-07",
            "start_time": "18:00",
            "end_time": "20:15",
            "place": "Församlingshemmet",
        },
    ),
    "a body for something": (
        "Älvnäs kommun\nProtokoll\nNämnden för arbete och välfärd\n2020-06-03\n\nPlats: Kommunhuset\nTid: 13.00-15.10\nNärvarande: Bo Ek",
        {
            "organisations": ["Älvnäs kommun"],
            "body": "Nämnden för arbete och välfärd",
            "date": "2020-06-03",
            "start_time": "13:00",
            "end_time": "15:10",
            "place": "Kommunhuset",
        },
    ),
    "the genitive tells who met": (
        "Direktionens protokoll 7 mars 2019\n\nNärvarande\nBo Ek (S), ordförande",
        {"body": "Direktionen", "date": "2019-03-07"},
    ),
    "two parties": (
        "Protokoll från samrådsmöte mellan byalaget Linden/\nBL Linden och Norrstads Bostäder tisdagen 4 oktober 2016, klockan\n18.15 i Lindens samlingssal\n\n"
        "Närvarande: Bo Ek",
        {
            "organisations": ["Byalaget Linden", "BL Linden", "Norrstads Bostäder"],
            "body": "Samrådsmöte",
            "date": "2016-10-04",
            "start_time": "18:15",
            "place": "Lindens samlingssal",
        },
    ),
    "a name of no known kind beside the meeting": (
        "Styrelsemöte - Norra Tecknare\n\nDatum: 2017-05-02\n\nSekreterare: Bo Ek\n\n1. Mötets öppnande\nMötet förklarades öppnat 18:05.\n\n"
        "8. Avslutning\nMötet avslutades 19:50.",
        {
            "organisations": ["Norra Tecknare"],
            "body": "Styrelsemöte",
            "date": "2017-05-02",
            "start_time": "18:05",
            "end_time": "19:50",
        },
    ),
    "times told without a word for them": (
        "Styrelsemöte 3 - Spelförbundet Sydväst 2011-10-22\nNärvarande: Bo Ek\n\n1.1 Mötets öppnande\nBo Ek öppnar mötet 10.15.\n\n4.1 Mötets avslutande\nMötet avslutas 14.20.",
        {
            "organisations": ["Spelförbundet Sydväst"],
            "body": "Styrelsemöte",
            "date": "2011-10-22",
            "start_time": "10:15",
            "end_time": "14:20",
            "number": "3",
        },
    ),
    "the end told behind a beginning on the cover": (
        "Protokoll årsmöte Båtklubben Skutan\nTid: 2018-03-11 kl 15.00\nPlats: Klubbhuset\nNärvarande: 22 medlemmar\n\n"
        "12. Mötets avslutande\nOrdföranden tackade och förklarade årsmötet avslutat kl. 16.40.",
        {
            "organisations": ["Båtklubben Skutan"],
            "body": "Årsmöte",
            "date": "2018-03-11",
            "start_time": "15:00",
            "end_time": "16:40",
            "place": "Klubbhuset",
        },
    ),
    "on both sides of a break": (
        "Tekniska nämnden, Norrhamns stad\n\nDatum: 2021-02-19\n\nTid: kl. 09:00–12:20, 13:20–14:55\n\nPlats: Stadshuset",
        {
            "organisations": ["Norrhamns stad"],
            "body": "Tekniska nämnden",
            "date": "2021-02-19",
            "start_time": "09:00",
            "end_time": "14:55",
            "place": "Stadshuset",
        },
    ),
    "the label a line of its own over an empty one": (
        "Sammanträdesprotokoll\n2023-05-25\n\nMiljönämnden\n\nPlats och tid\n\nStadshuset, rum Grynnan\n"
        "Torsdagen den 25 maj 2023 klockan 13:15–15:50\n\nBeslutande\n\nBo Ek (S)\n\n"
        "Justeringen har tillkännagivits på Norrhamns kommuns digitala anslagstavla.",
        {
            "organisations": ["Norrhamns kommun"],
            "body": "Miljönämnden",
            "date": "2023-05-25",
            "start_time": "13:15",
            "end_time": "15:50",
            "place": "Stadshuset, rum Grynnan",
        },
    ),
    "a body without a word for what it is for": (
        "Protokoll\n\nNorrhamns kommun\nProgramnämnd lärande och kultur\n\nDatum: 2022-06-01",
        {
            "organisations": ["Norrhamns kommun"],
            "body": "Programnämnd lärande och kultur",
            "date": "2022-06-01",
        },
    ),
    "a part of the town before its body": (
        "Norrhamns stad\tProtokoll nr 5/2019\nÖstra Ekhagens stadsdelsnämnd\tSida 1 (8)\n2019-05-23",
        {
            "organisations": ["Norrhamns stad"],
            "body": "Östra Ekhagens stadsdelsnämnd",
            "date": "2019-05-23",
            "number": "5/2019",
        },
    ),
    "a club at a place of learning": (
        "Studentkåren vid Norrhamns tekniska högskola – PROTOKOLL 3/2024\n\nTid: 27.2.2024 kl. 16.15–18.40\n\nStyrelsemöte",
        {
            "organisations": ["Studentkåren vid Norrhamns tekniska högskola"],
            "body": "Styrelsemöte",
            "date": "2024-02-27",
            "start_time": "16:15",
            "end_time": "18:40",
            "number": "3/2024",
        },
    ),
    "a town before its name, in Finland": (
        "Staden Norrhamn\tProtokoll\t5/2017\nStadsstyrelsen\t27.03.2017",
        {"organisations": ["Staden Norrhamn"], "body": "Stadsstyrelsen", "date": "2017-03-27", "number": "5/2017"},
    ),
    "an adjective before the league": (
        "Liberala ungdomsförbundet Norrbygden\n\nProtokoll från distriktsstyrelsens möte\n\nSöndagen den 1 december 2024, Zoom",
        {
            "organisations": ["Liberala ungdomsförbundet Norrbygden"],
            "body": "Distriktsstyrelsen",
            "date": "2024-12-01",
            "place": "Zoom",
            "form": "digital",
        },
    ),
    "in one word, on a line of its own": (
        "Protokoll från hälsonämnden, 2024-03-20\n\nTid: kl. 09:30–15:10\n\nNorrhamnsregionen\n\nNärvarande\nBo Ek (S)",
        {
            "organisations": ["Norrhamnsregionen"],
            "body": "Hälsonämnden",
            "date": "2024-03-20",
            "start_time": "09:30",
            "end_time": "15:10",
        },
    ),
    "page heads alone": (
        "§ 7 Budget\nKommunfullmäktige\n\nProtokoll nr 6\nSammanträdesdatum: 2022-06-16\n\nBudgeten antas.\n\nKommunfullmäktige\n\nProtokoll nr 6\n"
        "Sammanträdesdatum: 2022-06-16\n\nSvikets Stad Stadsledningskontoret protokoll\n\nSvikets Stad Stadsledningskontoret protokoll",
        {"body": "Kommunfullmäktige", "date": "2022-06-16", "organisations": ["Svikets Stad"], "number": "6"},
    ),
    "an old hand": (
        "Protokoll, hållet vid sammanträde med drätselkammaren i\nBruksholms köping tisdagen den 14 april 1953.\n\nNärvarande: Axel Widholm, ordf.",
        {"organisations": ["Bruksholms köping"], "body": "Drätselkammaren", "date": "1953-04-14"},
    ),
    "the year follows from the weekday": (
        "Mötesanteckningar medlemssamråd med Finnås samordningsförbund\n\nTid och Plats\nOnsdagen 14 september kl 8.30-10.00 i Prästgården\n\nNärvarande:\nBo Ek\n\n"
        "Budget för 2023 antas senast 2022-11-30.",
        {
            "organisations": ["Finnås samordningsförbund"],
            "body": "Medlemssamråd",
            "date": "2022-09-14",
            "start_time": "08:30",
            "end_time": "10:00",
            "place": "Prästgården",
        },
    ),
    "the dates of adjustment and notice are other ones": (
        "Plats och tid Ekhallen, kl 17.00-19.25\n\nBeslutande Se bilaga\n\nUtses att justera Bo Ek (M)\n\nTid och plats för justering Fredagen den 2 mars 2018 kl 14.00\n\n"
        "ANSLAG/BEVIS\nNämnd/Styrelse Kommunfullmäktige\nSammanträdesdatum 2018-02-19\nDatum för anslags uppsättande 2018-03-05 Datum för anslags nedtagande 2018-03-29",
        {
            "body": "Kommunfullmäktige",
            "date": "2018-02-19",
            "start_time": "17:00",
            "end_time": "19:25",
            "place": "Ekhallen",
        },
    ),
    "a stamp of arrival is no date of the meeting": (
        "Älvnäs kommun\nAnkom 2020-05-19\nProtokoll Styrelsemöte 2020-05-12\n\nNärvarande: Bo Ek",
        {"organisations": ["Älvnäs kommun"], "body": "Styrelsemöte", "date": "2020-05-12"},
    ),
    "employers of those who attend hold no meeting": (
        "Styrelsen\nProtokoll 2020-05-12\n\nNärvarande: Bo Ek, Granarps kommun, Eva Lind, Region Mittlanda",
        {"body": "Styrelsen", "date": "2020-05-12"},
    ),
    "shouted, with a common noun and a hyphen": (
        "NORR-EKS KYRKLIGA SAMFÄLLIGHET\nKYRKONÄMNDEN\nProtokoll 4/2011\nTid: 2011-05-26 kl 18.00\nPlats: Församlingshemmet",
        {
            "organisations": ["Norr-Eks kyrkliga samfällighet"],
            "body": "Kyrkonämnden",
            "date": "2011-05-26",
            "start_time": "18:00",
            "place": "Församlingshemmet",
            "number": "4/2011",
        },
    ),
    "a company": (
        "PROTOKOLL FÖRT VID ORDINARIE BOLAGSSTÄMMA I STORBY BOSTÄDER AB\nTid: 2020-05-14 kl 10.00\nPlats: Bolagets kontor",
        {
            "organisations": ["Storby Bostäder AB"],
            "body": "Ordinarie bolagsstämma",
            "date": "2020-05-14",
            "start_time": "10:00",
            "place": "Bolagets kontor",
        },
    ),
    "a colon before the genitive": (
        "Protokoll fört vid Konstföreningen Paletten:s årsmöte 2012-03-20 i Konsthallen\n\nNärvarande: 30 medlemmar",
        {
            "organisations": ["Konstföreningen Paletten"],
            "body": "Årsmöte",
            "date": "2012-03-20",
            "place": "Konsthallen",
        },
    ),
    "a shouted body, hours without a word for them": (
        "NÄMNDEN FÖR TEKNIK OCH FRITID\nPROTOKOLL 2019-02-20\nTID: 9.00 – 11.35\nPLATS: Kommunhuset\nNÄRVARANDE: Bo Ek",
        {
            "body": "Nämnden för teknik och fritid",
            "date": "2019-02-20",
            "start_time": "09:00",
            "end_time": "11:35",
            "place": "Kommunhuset",
        },
    ),
    "a part of a town": (
        "Stadsdelsnämnden Norra Viken\nProtokoll nr 4\nSammanträdesdatum: 2020-04-21\nTid: 16:30-19:05\nPlats: Digitalt möte, Teams",
        {
            "body": "Stadsdelsnämnden Norra Viken",
            "date": "2020-04-21",
            "start_time": "16:30",
            "end_time": "19:05",
            "place": "Digitalt möte, Teams",
            "form": "digital",
            "number": "4",
        },
    ),
    "the body inside the word for minutes": (
        "Styrelseprotokoll 2021-03-04\nIF Blixten\nPlats: Klubbstugan\nTid: 19:00 - 20:30\nNärvarande: Bo Ek",
        {
            "organisations": ["IF Blixten"],
            "body": "Styrelse",
            "date": "2021-03-04",
            "start_time": "19:00",
            "end_time": "20:30",
            "place": "Klubbstugan",
        },
    ),
    "a meeting till midnight: no time of that day": (
        "Kommunfullmäktige\n2020-05-12\n\nPlats och tid: Rådhuset, kl. 18.30–24.00\nBeslutande: Bo Ek",
        {"body": "Kommunfullmäktige", "date": "2020-05-12", "start_time": "18:30", "place": "Rådhuset"},
    ),
    "an hour that no day has": (
        "Kommunfullmäktige\n2020-05-12\n\nTid: 24.30–24.45\nBeslutande: Bo Ek",
        {"body": "Kommunfullmäktige", "date": "2020-05-12"},
    ),
    "a known municipality": (
        "MALÅ KOMMUN\tPROTOKOLL\nKommunstyrelsen\n2020-05-12\n\nBeslutande\nBo Ek",
        {"organisations": ["Malå kommun"], "body": "Kommunstyrelsen", "date": "2020-05-12"},
    ),
}


def facts(found) -> dict[str, object]:
    told = {
        name: getattr(found, name) for name in ("body", "date", "start_time", "end_time", "place", "form", "number")
    }
    names = [organisation.name for organisation in found.organisations]
    return {name: value for name, value in {**told, "organisations": names}.items() if value}


@pytest.mark.parametrize(("content", "expected"), STATED.values(), ids=STATED)
def test_states(content, expected, swedish):
    assert facts(meeting.meeting(Cover(swedish(content)))) == expected


@pytest.mark.parametrize("content", [content for content, _ in STATED.values()], ids=STATED)
def test_every_field_has_its_evidence(content, swedish):
    found = meeting.meeting(Cover(swedish(content)))

    country = {"country"} if found.country else set()
    assert set(found.evidence) == facts(found).keys() | country
    assert all(
        content[quote.start : quote.end] == quote.quote for quotes in found.evidence.values() for quote in quotes
    )


# Reason -> text, and under which country's law it is written.
COUNTRIES = {
    "a known municipality": ("Malå kommun\nKommunstyrelsen 2020-05-12", "SE"),
    "a Swedish word": ("Lundaviks kommun\nKommunstyrelsen 2020-05-12\nAnslaget på kommunens anslagstavla", "SE"),
    "two Finnish words": (
        "Storskärs kommun\nKommunstyrelsen 12.5.2020\nLaglighet och beslutförhet\nFöredragande: kommundirektören",
        "FI",
    ),
    "Finnish words, and Åland": (
        "Storskärs kommun\nKommunstyrelsen 12.5.2020\nLaglighet och beslutförhet\nKommundirektören hörde landskapsregeringen",
        "AX",
    ),
    "one Finnish word may be any": (
        "Lundaviks kommun\nKommunstyrelsen 2020-05-12\nMötet är lagligen sammankallat",
        None,
    ),
    "a Swedish municipality that speaks of Åland": ("Malå kommun\nKommunstyrelsen 2020-05-12\nResa till Åland", "SE"),
    "nothing": ("Brf Linden\nStyrelsemöte 2020-05-12", None),
}


@pytest.mark.parametrize(("content", "country"), COUNTRIES.values(), ids=COUNTRIES)
def test_words_show_the_country(content, country, swedish):
    found = meeting.meeting(Cover(swedish(content)))

    assert found.country == country
    assert ("country" in found.evidence) == (country is not None)


def test_a_known_municipality_and_a_printed_number(swedish):
    content = "MALÅ KOMMUN\nOrg.nr 212999-9997\nKommunstyrelsen\nProtokoll 2020-05-12\n\nBeslutande\nBo Ek"

    (organisation,) = meeting.meeting(Cover(swedish(content))).organisations

    assert (organisation.name, organisation.code, organisation.org_number) == ("Malå kommun", "2418", "212999-9997")


def test_a_number_with_a_wrong_check_digit_is_none(swedish):
    content = "Brf Linden\nOrg.nr 212999-9998\nProtokoll styrelsemöte 2020-05-12\n\nNärvarande: Bo Ek"

    assert meeting.meeting(Cover(swedish(content))).organisations[0].org_number is None


def test_a_text_without_a_meeting_has_none(swedish):
    assert meeting.meeting(Cover(swedish("Kära medlem!\nDet är dags att betala."))) is None


# Reason -> text, and date, place, adjusters and method of the adjustment.
ADJUSTED = {
    "labels": (
        "Utses att justera Bo Ek (M) och Eva Lind (S)\nTid och plats för justering Fredagen den 2 mars 2018 kl 14.00, Kommunkansliet",
        ("2018-03-02", "Kommunkansliet", ("Bo Ek", "Eva Lind"), None),
    ),
    "digitally, with a service": (
        "Utses att justera Eva Lind\nJusteringens plats och tid 2021-04-12 digitalt via Oneflow",
        ("2021-04-12", None, ("Eva Lind",), "electronic"),
    ),
    "digitally, no more": (
        "Plats och tid för justering\tDigital justering\nProtokolljusterare\tBo Ek (S)",
        (None, None, ("Bo Ek",), "electronic"),
    ),
    "persons beside the label": (
        "Protokolljustering\tHenrik Lång\tPeter Ek\n\nParagrafer\t§§ 3-7",
        (None, None, ("Henrik Lång", "Peter Ek"), None),
    ),
    "told": ("§ 2 Val av justerare\nEva Lind valdes att justera protokollet.", (None, None, ("Eva Lind",), None)),
    "a day without a year": (
        "Utses att justera Eva Lind\nJusteringens plats och tid Rådhuset den 24 oktober",
        (None, "Rådhuset", ("Eva Lind",), None),
    ),
}


@pytest.mark.parametrize(("content", "expected"), ADJUSTED.values(), ids=ADJUSTED)
def test_tells_how_minutes_are_adjusted(content, expected, swedish):
    found = meeting.adjustment(Cover(swedish(content)))

    assert (found.date, found.place, found.adjusters, found.method) == expected


def test_a_form_that_nobody_filled_in_tells_nothing(swedish):
    content = "Justeringens plats och tid\n\nAnslag/bevis\n\nDatum för anslags uppsättande\n\nFörvaringsplats för protokollet\n"

    assert meeting.adjustment(Cover(swedish(content))) is None
    assert meeting.notice(Cover(swedish(content))) is None


# Reason -> text, and when posted, when removed, where kept, till when to appeal.
NOTICES = {
    "labels": (
        "ANSLAG/BEVIS\nDatum för anslags uppsättande 2018-03-05 Datum för anslags nedtagande 2018-03-29\nFörvaringsplats för protokollet Kommunkansliet",
        ("2018-03-05", "2018-03-29", "Kommunkansliet", "2018-03-26"),
    ),
    "from, to": (
        "ANSLAG/BEVIS\nTid för anslag 2019-03-01 - 2019-03-25\nFörvaringsplats: Barnkontoret",
        ("2019-03-01", "2019-03-25", "Barnkontoret", "2019-03-22"),
    ),
    "in Finland no time for appeal": (
        "Protokollet framlagt till påseende\tKommungården 3.4.2024",
        ("2024-04-03", None, None, None),
    ),
}


@pytest.mark.parametrize(("content", "expected"), NOTICES.values(), ids=NOTICES)
def test_tells_when_it_was_announced(content, expected, swedish):
    found = meeting.notice(Cover(swedish(content)))

    assert (found.posted, found.removed, found.stored_at, found.appeal_until) == expected
