"""What a paper says in its own language, which is the customer's, whoever reads the pages of Guichet.

These words are kept out of the catalogues of the interface: an invoice is a legal paper, and the terms are
those of each country's law (in German "Gutschrift" is an invoice that the customer writes, § 14 UStG; a
correction is a "Rechnungskorrektur").
"""

from dataclasses import dataclass

from guichet.invoicing.document import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `page` and `corrects` hold placeholders."""

    invoice: str
    credit_note: str
    preview: str
    preview_note: str
    number: str
    issued_on: str
    ordered_on: str
    delivered_on: str
    order: str
    corrects: str
    seller: str
    buyer: str
    deliver_to: str
    vat_number: str
    line: str
    sku: str
    quantity: str
    unit_net: str
    vat: str
    net: str
    gross: str
    shipping: str
    discount: str
    total_net: str
    total_vat: str
    total_gross: str
    paid: str
    due: str
    basis: str
    vat_amount: str
    vat_in: str
    exchange_rate: str
    page: str


WORDS = {
    Language.EN: Words(
        invoice="Invoice",
        credit_note="Credit note",
        preview="Preview",
        preview_note="This is a preview. It has no number and is not an invoice.",
        number="Number",
        issued_on="Date of issue",
        ordered_on="Date of order",
        delivered_on="Date of delivery",
        order="Order",
        corrects="Corrects invoice {number} of {date}",
        seller="Seller",
        buyer="Customer",
        deliver_to="Delivered to",
        vat_number="VAT number",
        line="Description",
        sku="Ref.",
        quantity="Qty",
        unit_net="Unit price excl. VAT",
        vat="VAT",
        net="Net",
        gross="Incl. VAT",
        shipping="Shipping",
        discount="Discount",
        total_net="Total excl. VAT",
        total_vat="VAT",
        total_gross="Total incl. VAT",
        paid="Paid",
        due="Amount due",
        basis="Taxable amount",
        vat_amount="VAT amount",
        vat_in="VAT in {currency}",
        exchange_rate="1 {of} = {rate} {currency}",
        page="Page {page} of {pages}",
    ),
    Language.FR: Words(
        invoice="Facture",
        credit_note="Avoir",
        preview="Aperçu",
        preview_note="Ceci est un aperçu. Il ne porte pas de numéro et n’est pas une facture.",
        number="Numéro",
        issued_on="Date d’émission",
        ordered_on="Date de commande",
        delivered_on="Date de livraison",
        order="Commande",
        corrects="Rectifie la facture {number} du {date}",
        seller="Vendeur",
        buyer="Client",
        deliver_to="Livré à",
        vat_number="N° de TVA",
        line="Désignation",
        sku="Réf.",
        quantity="Qté",
        unit_net="Prix unitaire HT",
        vat="TVA",
        net="Montant HT",
        gross="Montant TTC",
        shipping="Frais de port",
        discount="Remise",
        total_net="Total HT",
        total_vat="TVA",
        total_gross="Total TTC",
        paid="Déjà réglé",
        due="Reste à payer",
        basis="Base HT",
        vat_amount="Montant de TVA",
        vat_in="TVA en {currency}",
        exchange_rate="1 {of} = {rate} {currency}",
        page="Page {page} sur {pages}",
    ),
    Language.ES: Words(
        invoice="Factura",
        credit_note="Factura rectificativa",
        preview="Vista previa",
        preview_note="Esto es una vista previa. No lleva número y no es una factura.",
        number="Número",
        issued_on="Fecha de expedición",
        ordered_on="Fecha del pedido",
        delivered_on="Fecha de entrega",
        order="Pedido",
        corrects="Rectifica la factura {number} de {date}",
        seller="Vendedor",
        buyer="Cliente",
        deliver_to="Entregado a",
        vat_number="NIF-IVA",
        line="Descripción",
        sku="Ref.",
        quantity="Cant.",
        unit_net="Precio unitario sin IVA",
        vat="IVA",
        net="Importe sin IVA",
        gross="Importe con IVA",
        shipping="Gastos de envío",
        discount="Descuento",
        total_net="Base imponible",
        total_vat="Cuota de IVA",
        total_gross="Total con IVA",
        paid="Pagado",
        due="Pendiente de pago",
        basis="Base imponible",
        vat_amount="Cuota",
        vat_in="IVA en {currency}",
        exchange_rate="1 {of} = {rate} {currency}",
        page="Página {page} de {pages}",
    ),
    Language.DE: Words(
        invoice="Rechnung",
        credit_note="Rechnungskorrektur",
        preview="Vorschau",
        preview_note="Dies ist eine Vorschau. Sie trägt keine Nummer und ist keine Rechnung.",
        number="Nummer",
        issued_on="Ausstellungsdatum",
        ordered_on="Bestelldatum",
        delivered_on="Lieferdatum",
        order="Bestellung",
        corrects="Korrigiert die Rechnung {number} vom {date}",
        seller="Verkäufer",
        buyer="Kunde",
        deliver_to="Geliefert an",
        vat_number="USt-IdNr.",
        line="Bezeichnung",
        sku="Art.-Nr.",
        quantity="Menge",
        unit_net="Einzelpreis netto",
        vat="USt.",
        net="Netto",
        gross="Brutto",
        shipping="Versandkosten",
        discount="Rabatt",
        total_net="Summe netto",
        total_vat="Umsatzsteuer",
        total_gross="Gesamtbetrag",
        paid="Bereits bezahlt",
        due="Zahlbetrag",
        basis="Bemessungsgrundlage",
        vat_amount="Steuerbetrag",
        vat_in="Umsatzsteuer in {currency}",
        exchange_rate="1 {of} = {rate} {currency}",
        page="Seite {page} von {pages}",
    ),
    Language.IT: Words(
        invoice="Fattura",
        credit_note="Nota di credito",
        preview="Anteprima",
        preview_note="Questa è un’anteprima. Non ha numero e non è una fattura.",
        number="Numero",
        issued_on="Data di emissione",
        ordered_on="Data dell’ordine",
        delivered_on="Data di consegna",
        order="Ordine",
        corrects="Rettifica la fattura {number} del {date}",
        seller="Venditore",
        buyer="Cliente",
        deliver_to="Consegnato a",
        vat_number="Partita IVA",
        line="Descrizione",
        sku="Rif.",
        quantity="Q.tà",
        unit_net="Prezzo unitario IVA escl.",
        vat="IVA",
        net="Imponibile",
        gross="IVA inclusa",
        shipping="Spese di spedizione",
        discount="Sconto",
        total_net="Totale imponibile",
        total_vat="IVA",
        total_gross="Totale IVA inclusa",
        paid="Già pagato",
        due="Da pagare",
        basis="Imponibile",
        vat_amount="Imposta",
        vat_in="IVA in {currency}",
        exchange_rate="1 {of} = {rate} {currency}",
        page="Pagina {page} di {pages}",
    ),
}
