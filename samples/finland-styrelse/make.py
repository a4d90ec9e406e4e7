"""Minutes of a municipal board in Finland, in Word: family names first, drafts and decisions after a colon, appeal at the end."""

from pathlib import Path

from worded import bold, document, layout, texts, write

made = document(head="KALLSTRANDS KOMMUN\tProtokoll 7/2024\tKommunstyrelsen 6.5.2024")

made.add_paragraph("Protokoll", style="Title")
layout(
    made,
    ("Organ", "Kommunstyrelsen"),
    ("Tid", "Måndag 6.5.2024 kl. 17.00–19.38"),
    ("Plats", "Kommunkansliet, styrelserummet"),
    (
        "Beslutande",
        "Nyholm-Backa Ragnvald, ordförande\nSandkulla Gretel, vice ordförande\nÖling Tom\nWesterbäck Ann-Sofi\n"
        "Paavola Jukka\nGrännäs Rolf, ersättare för Kulla Siv",
    ),
    ("Frånvarande", "Kulla Siv"),
    (
        "Övriga närvarande",
        "Holmlund Krister, kommundirektör, föredragande\nStenbacka Mia, förvaltningschef, protokollförare\n"
        "Rönn Bjarne, fullmäktiges ordförande\nLassus Ida, ungdomsrepresentant, §§ 86–88",
    ),
    ("Paragrafer", "§§ 86–91"),
    ("Protokolljusterare", "Tom Öling och Gretel Sandkulla"),
    ("Protokollet framlagt till påseende", "I det allmänna datanätet 10.5.2024"),
    ruled=True,
)

made.add_heading("§ 86 Sammanträdets laglighet och beslutförhet", 2)
bold(made, "Beslut:")
texts(made, "Sammanträdet konstaterades lagligt sammankallat och beslutfört.")

made.add_heading("§ 87 Bokslut 2023", 2)
texts(
    made,
    "KST 41/02.02.00/2024",
    "Beredning: ekonomichef Lena Wikar",
    "Räkenskapsperiodens överskott uppgår till 412 305,18 euro. Avskrivningarna var 1,9 miljoner euro.",
)
bold(made, "Kommundirektörens förslag:")
texts(made, "Kommunstyrelsen godkänner bokslutet för 2023 och överlämnar det till revisorerna.")
bold(made, "Beslut:")
texts(made, "Kommunstyrelsen godkände förslaget enhälligt.")

made.add_heading("§ 88 Anhållan om understöd", 2)
texts(made, "KST 55/02.05.01/2024", "Byarådet anhåller om 3 500 € för renovering av dansbanan.")
bold(made, "Förslag:")
texts(made, "Kommunstyrelsen beviljar 2 000 € ur medlen för allmänna understöd.")
bold(made, "Behandling:")
texts(
    made,
    "Jukka Paavola föreslog, understödd av Ann-Sofi Westerbäck, att 3 500 € beviljas.",
    "Vid omröstning med handuppräckning gavs 4 röster för föredragandens förslag och 2 röster för Jukka Paavolas förslag.",
)
bold(made, "Beslut:")
texts(made, "Kommunstyrelsen beslöt bevilja 2 000 € ur medlen för allmänna understöd.")

made.add_heading("§ 89 Försäljning av tomt 8 i Backåker", 2)
texts(
    made,
    "KST 60/10.00.02/2024",
    "Rolf Grännäs anmälde jäv och avlägsnade sig för den tid ärendet behandlades.",
)
bold(made, "Förslag:")
texts(made, "Kommunstyrelsen föreslår för kommunfullmäktige att tomten säljs för 18 500 euro.")
bold(made, "Beslut:")
texts(made, "Förslaget godkändes.")

made.add_heading("§ 90 Utlåtande om vindkraftsplan", 2)
bold(made, "Beslut:")
texts(made, "Ärendet bordlades.")

made.add_heading("§ 91 Anmälningsärenden", 2)
bold(made, "Beslut:")
texts(made, "Antecknades för kännedom.")

made.add_heading("Anvisning för sökande av ändring", 2)
texts(
    made,
    "Förbud mot sökande av ändring: §§ 86, 87, 89–91. Begäran om omprövning: § 88. Begäran ska lämnas inom 14 dagar "
    "från delfåendet till Kallstrands kommun, Strandvägen 2.",
)

write(made, Path(__file__).with_name("source.docx"), "Protokoll 7/2024", "Mia Stenbacka")
