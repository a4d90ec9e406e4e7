"""Notes of a meeting without numbers: bold headings, things to do, a sum or two, no decisions."""

from pathlib import Path

from worded import bold, bullets, document, texts, write

made = document()
made.add_paragraph("Minnesanteckningar", style="Title")
texts(
    made,
    "Styrgruppen för Gröna skolgårdar",
    "Tid: 2024-02-14 kl. 13.00–14.30",
    "Plats: Teams",
    "Närvarande: Sigrid Åkerlind (projektledare), Omid Farzan, Lennart Bjurström, Tuva Kollin (antecknade)",
    "Frånvarande: Desirée Wallander",
)
bold(made, "Läget i projektet")
texts(
    made,
    "Sigrid berättade att tre av fem skolgårdar är klara. Förskolan Humlan försenas till maj eftersom marken behövde "
    "dräneras.",
)
bold(made, "Budget")
texts(
    made,
    "Hittills har 1,8 miljoner kronor använts av totalt 2,5 miljoner kronor. Växterna har blivit ungefär 60 000 kronor "
    "dyrare än planerat.",
)
bold(made, "Att göra till nästa gång")
bullets(
    made,
    "Omid tar in pris på utemöbler.",
    "Tuva skickar bilder till kommunens webbplats.",
    "Lennart kontaktar skolorna om invigningen.",
)
bold(made, "Nästa träff")
texts(made, "Vi ses igen den 20 mars kl. 13.00.")
write(made, Path(__file__).with_name("source.docx"), "Minnesanteckningar", "Tuva Kollin")
