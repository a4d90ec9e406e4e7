"""Minutes of a housing co-op's board, in Word: short notes, decisions after a colon, sums in every form, a table."""

from pathlib import Path

from worded import Numbering, bold, bullets, document, layout, texts, write

made = document(foot="Brf Kastanjegården")

made.add_heading("Styrelsemöte nr 5 – Brf Kastanjegården", 1)
layout(
    made,
    ("Datum:", "Tisdag 21 maj 2024"),
    ("Tid:", "18:30 – 20:15"),
    ("Plats:", "Föreningslokalen, Parkgatan 4 B"),
)
bold(made, "Närvarande")
bullets(
    made,
    "Ove Brissmark (ordförande)",
    "Marita Sunesdotter (kassör)",
    "Dalia Haddadin (sekreterare)",
    "Tore Lindeblad (ledamot)",
    "Elin Frykstrand (suppleant)",
)
bold(made, "Frånvarande")
bullets(made, "Jasmine Ortega (ledamot)")
bold(made, "Övriga")
bullets(made, "Peter Gränsmark (teknisk förvaltare), punkt 4")

number = Numbering(made, "%1.")
number.add("Mötets öppnande", style="Heading 2")
texts(made, "Ove hälsade välkommen och öppnade mötet.")
number.add("Val av justerare", style="Heading 2")
texts(made, "Till justerare valdes Tore Lindeblad.")
number.add("Ekonomi", style="Heading 2")
texts(made, "Kassören gick igenom perioden januari–april. Likviditeten är god, 1,4 mkr på kontot.")
layout(
    made,
    ("Tkr", "Budget", "Utfall"),
    ("Årsavgifter", "1 240", "1 238"),
    ("Reparationer", "-180", "-226"),
    ("Räntor", "-310", "-325"),
    ("Resultat", "750", "687"),
    ruled=True,
)
texts(made, "Beslut: Rapporten godkänns och läggs till handlingarna.")
number.add("Stambyte", style="Heading 2")
texts(
    made,
    "Peter Gränsmark redovisade tre anbud. Det lägsta är på 6 850 000 kr exkl. moms, det högsta på drygt 8 mkr. "
    "Bygglov krävs inte.",
    "Beslut: Styrelsen beslutar att anta anbudet från Rörkompaniet i Västsjö AB.",
    "Beslut: Styrelsen beslutar att uppdra åt Ove att teckna avtal senast den 14 juni 2024.",
)
number.add("Andrahandsuthyrning, lgh 1103", style="Heading 2")
texts(made, "Medlemmen söker tillstånd för ett år på grund av studier.", "Beslut: Ansökan beviljas.")
number.add("Laddstolpar", style="Heading 2")
texts(
    made,
    "Elin föreslog att avgiften höjs till 2:75 kr per kWh. Marita anmälde jäv, då hon hyr en av platserna, och lämnade "
    "rummet under punkten.",
    "Beslut: Frågan bordläggs till nästa möte.",
)
number.add("Övriga frågor", style="Heading 2")
texts(made, "Cykelrummet städas i augusti. Kostnaden blir högst 5 000 kr.")
number.add("Nästa möte", style="Heading 2")
texts(made, "Nästa möte hålls den 18 juni kl. 18.30.")
texts(made, "Vid protokollet\nDalia Haddadin", "Ordförande\nOve Brissmark", "Justeras\nTore Lindeblad")

write(made, Path(__file__).with_name("source.docx"), "Styrelsemöte nr 5", "Dalia Haddadin")
