"""Bodies as they come, made up after the forms seen at marketplaces."""

OUTLOOK = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>RE: commande</title>
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} a:link {color:#0563C1;} --></style>
<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head>
<body lang="FR" link="#0563C1" vlink="#954F72" style="word-wrap:break-word"><div class="WordSection1">
<p class="MsoNormal"><span style="mso-fareast-language:EN-US">Bonjour,<o:p></o:p></span></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">Je n&#8217;ai toujours pas re&ccedil;u ma
 commande C7741902.<o:p></o:p></p>
<ul style="margin-top:0cm" type="disc"><li class="MsoListParagraph">lampe, 2 pi&egrave;ces<o:p></o:p></li>
<li class="MsoListParagraph">ampoule<o:p></o:p></li></ul>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Cordialement,<o:p></o:p></p>
<p class="MsoNormal"><b><span style="color:#1F497D">Lina Moreau</span></b><o:p></o:p></p>
<p class="MsoNormal"><a href="mailto:lina@example.com">lina@example.com</a> |
<a href="https://www.example.com/suivi?id=1&amp;x=2">Suivi</a><img src="cid:image001.png" alt="logo"></p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">
<p class="MsoNormal"><b>De&nbsp;:</b> Service client &lt;noreply@example.com&gt;<br>
<b>Envoy&eacute;&nbsp;:</b> lundi 23 novembre 2026 09:12<br><b>Objet&nbsp;:</b> Votre commande</p></div>
<table border="1"><tr><td><p class="MsoNormal">Article</p></td>
<td><p class="MsoNormal">Quantit&eacute;</p></td></tr><tr><td>Lampe</td><td>2</td></tr>
</table></div></body></html>"""

OUTLOOK_TEXT = """Bonjour,

Je n’ai toujours pas reçu ma commande C7741902.

- lampe, 2 pièces
- ampoule

Cordialement,
Lina Moreau
lina@example.com | Suivi (https://www.example.com/suivi?id=1&x=2)
De : Service client <noreply@example.com>
Envoyé : lundi 23 novembre 2026 09:12
Objet : Votre commande
Article | Quantité
Lampe | 2"""

GMAIL = """<div dir="ltr">Merci !<div><br></div><div>Lina</div></div><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">Le lun. 23 nov. 2026 à 09:12, La Grande Halle &lt;<a
href="mailto:contact@example.com">contact@example.com</a>&gt; a écrit :<br></div>
<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid"><div>Bonjour,<br>votre
colis part ce soir.<blockquote>Où est-il ?</blockquote></div></blockquote></div>"""

GMAIL_TEXT = """Merci !

Lina

Le lun. 23 nov. 2026 à 09:12, La Grande Halle <contact@example.com> a écrit :

> Bonjour,
> votre colis part ce soir.
>
> > Où est-il ?"""

NOTICE = (
    "<p>Bonjour,</p><p>Merci de <b>joindre la facture</b> des commandes :</p><ul><li>C7738455-A</li>"
    "<li>C7738456-A<ul><li>urgent</li></ul></li></ul><p>Voir <a href='https://help.example.com/'>"
    "help.example.com</a> ou <a href='javascript:alert(1)'>ici</a>.</p><ol><li>un</li><li>deux</li></ol>"
    "<hr><script>alert(1)</script><p style='display:none'>caché</p>"
)

NOTICE_TEXT = """Bonjour,

Merci de joindre la facture des commandes :

- C7738455-A
- C7738456-A
  - urgent

Voir help.example.com ou ici.

1. un
2. deux

---"""
