"""Why no VAT is charged, in the words of the paper's language, with the code of the VATEX list.

Codes: https://docs.peppol.eu/poacc/billing/3.0/codelist/vatex/. Mentions of small businesses stand in the
language of the law that asks for them.
"""

from guichet.invoicing.cents import ZERO
from guichet.invoicing.document import Language, VatCategory
from guichet.invoicing.positions import VatRule
from guichet.invoicing.settings.form import Settings

# Directive 2006/112/EC, article 138.
INTRA_UNION = {
    Language.FR: "Livraison intracommunautaire exonérée, article 262 ter I du CGI, article 138 de la "
    "directive 2006/112/CE",
    Language.EN: "Exempt intra-Community supply, article 138 of Directive 2006/112/EC",
    Language.ES: "Entrega intracomunitaria exenta, artículo 138 de la Directiva 2006/112/CE",
    Language.DE: "Steuerfreie innergemeinschaftliche Lieferung, Artikel 138 der Richtlinie 2006/112/EG",
    Language.IT: "Cessione intracomunitaria non imponibile, articolo 138 della direttiva 2006/112/CE",
}
# Article 146.
EXPORT = {
    Language.FR: "Exportation hors de l’Union européenne exonérée, article 146 de la directive 2006/112/CE",
    Language.EN: "Exempt export from the European Union, article 146 of Directive 2006/112/EC",
    Language.ES: "Exportación fuera de la Unión Europea exenta, artículo 146 de la Directiva 2006/112/CE",
    Language.DE: "Steuerfreie Ausfuhrlieferung, Artikel 146 der Richtlinie 2006/112/EG",
    Language.IT: "Esportazione fuori dell’Unione europea non imponibile, articolo 146 della direttiva "
    "2006/112/CE",
}
SMALL_BUSINESS = {
    "FR": ("TVA non applicable, article 293 B du CGI", "VATEX-FR-FRANCHISE"),
    "DE": ("Gemäß § 19 UStG wird keine Umsatzsteuer berechnet", None),
    "IT": ("Operazione senza applicazione dell’IVA, articolo 1, commi da 54 a 89, legge n. 190/2014", None),
}


def intra_union(language: Language) -> VatRule:
    """A supply to a business in another member state."""
    return VatRule(VatCategory.K, ZERO, INTRA_UNION[language], "VATEX-EU-IC")


def export(language: Language) -> VatRule:
    """Goods that leave the Union."""
    return VatRule(VatCategory.G, ZERO, EXPORT[language], "VATEX-EU-G")


def small_business(settings: Settings) -> VatRule | None:
    """A seller who is exempt; None where neither the settings nor this table know the mention."""
    mention, code = SMALL_BUSINESS.get(settings.seller.country, ("", None))
    if settings.exemption_mention:
        mention, code = settings.exemption_mention, None
    return VatRule(VatCategory.E, ZERO, mention, code) if mention else None
