"""The few words that prose adds to a text of its own, by language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Labels:
    """Words in one language. A caller with catalogues of its own passes its own Labels to `prepare`."""

    figure: str = "Figure"
    table: str = "Table"
    section: str = "Section"
    source: str = "Source"
    credit: str = "Credit"
    addressed_to: str = "To"
    changed_name: str = "{name} (name changed)"
    notes: str = "Notes"
    back: str = "Back to the text"
    glossary: str = "Glossary"
    see: str = "See"
    instrument: str = "Instrument"
    full_title: str = "Full title"
    adopted: str = "Adopted"
    in_force: str = "in force since {date}"
    cited_in: str = "Cited in"
    data: str = "The numbers of this figure"
    no_data: str = "no data"
    map_note: str = (
        "Every State of the United Nations is one square of the same size, roughly where it lies. Neither the "
        "arrangement nor the absence of borders implies any opinion on the status or the limits of any territory."
    )
    passages: Mapping[str, str] = field(
        default_factory=lambda: {
            "recommendation": "Recommendation",
            "demand": "Demand",
            "key-finding": "Key finding",
            "case-study": "Case study",
            "testimony": "Testimony",
            "case-data": "Case data",
        }
    )
    """The word above a marked passage, by its kind."""
    addressees: Mapping[str, str] = field(default_factory=dict)
    """Words for the slugs in `to`; one that is missing is shown with blanks for hyphens."""
    changes: Mapping[str, str] = field(
        default_factory=lambda: {
            "deletion": "deleted",
            "deletion-end": "end of deletion",
            "insertion": "inserted",
            "insertion-end": "end of insertion",
            "deletion-moved": "Moved to another place",
            "insertion-moved": "Moved here",
            "deletion-moved-elsewhere": "Moved to “{text}”",
            "insertion-moved-elsewhere": "Moved here from “{text}”",
            "edited": "{moved}, and edited",
            "deletion-restyled": "format before",
            "insertion-restyled": "format now",
            "deletion-relinked": "link before",
            "insertion-relinked": "link now",
            "deletion-redescribed": "Picture described before as",
            "insertion-redescribed": "Picture described now as",
            "deletion-picture": "Picture taken out",
            "insertion-picture": "Picture put in",
        }
    )
    """What a comparison says of a change, by its marks."""

    def passage(self, kind: str) -> str:
        """The word above a passage of that kind."""
        return self.passages.get(kind, kind.replace("-", " ").capitalize())

    def named(self, pseudonym: str) -> str:
        """Whose testimony it is; empty when nobody is named."""
        return self.changed_name.replace("{name}", pseudonym) if pseudonym else ""

    def addressed(self, slugs: str) -> str:
        """To whom a passage is addressed: "To: destination states, media"; empty when to nobody."""
        names = [self.addressees.get(slug, slug.replace("-", " ")) for slug in slugs.split()]
        return f"{self.addressed_to}: {', '.join(names)}" if names else ""


ENGLISH = Labels(addressees={"intergovernmental": "intergovernmental organisations", "ngos": "NGOs"})
SPANISH = Labels(
    figure="Figura",
    table="Tabla",
    section="Sección",
    source="Fuente",
    credit="Crédito",
    addressed_to="A",
    changed_name="{name} (nombre cambiado)",
    notes="Notas",
    back="Volver al texto",
    glossary="Glosario",
    see="Véase",
    instrument="Instrumento",
    full_title="Título completo",
    adopted="Adopción",
    in_force="en vigor desde el {date}",
    cited_in="Citado en",
    data="Las cifras de esta figura",
    no_data="sin datos",
    map_note=(
        "Cada Estado de las Naciones Unidas es un cuadro del mismo tamaño, aproximadamente en su lugar. Ni la "
        "disposición ni la ausencia de fronteras implican opinión alguna sobre la condición o los límites de ningún "
        "territorio."
    ),
    passages={
        "recommendation": "Recomendación",
        "demand": "Exigencia",
        "key-finding": "Conclusión principal",
        "case-study": "Estudio de caso",
        "testimony": "Testimonio",
        "case-data": "Datos de casos",
    },
    changes={
        "deletion": "suprimido",
        "deletion-end": "fin de lo suprimido",
        "insertion": "añadido",
        "insertion-end": "fin de lo añadido",
        "deletion-moved": "Trasladado a otro lugar",
        "insertion-moved": "Trasladado aquí",
        "deletion-moved-elsewhere": "Trasladado a «{text}»",
        "insertion-moved-elsewhere": "Trasladado aquí desde «{text}»",
        "edited": "{moved} y modificado",
        "deletion-restyled": "formato anterior",
        "insertion-restyled": "formato actual",
        "deletion-relinked": "enlace anterior",
        "insertion-relinked": "enlace actual",
        "deletion-redescribed": "Descripción anterior de la imagen",
        "insertion-redescribed": "Descripción actual de la imagen",
        "deletion-picture": "Imagen retirada",
        "insertion-picture": "Imagen añadida",
    },
    addressees={
        "origin-states": "Estados de origen",
        "transit-states": "Estados de tránsito",
        "destination-states": "Estados de destino",
        "all-states": "todos los Estados",
        "intergovernmental": "organizaciones intergubernamentales",
        "regional-bodies": "organismos regionales",
        "local-governments": "gobiernos locales",
        "business": "empresas",
        "media": "medios de comunicación",
        "ngos": "ONG",
    },
)
ARABIC = Labels(
    figure="الشكل",
    table="الجدول",
    section="القسم",
    source="المصدر",
    credit="حقوق الصورة",
    addressed_to="إلى",
    changed_name="{name} (اسم مستعار)",
    notes="الحواشي",
    back="العودة إلى النص",
    glossary="مسرد المصطلحات",
    see="انظر",
    instrument="الصك",
    full_title="العنوان الكامل",
    adopted="تاريخ الاعتماد",
    in_force="نافذ منذ {date}",
    cited_in="ورد في",
    data="أرقام هذا الشكل",
    no_data="لا توجد بيانات",
    map_note=(
        "كل دولة من دول الأمم المتحدة مربع واحد بالحجم نفسه في موقعها التقريبي. ولا يعني الترتيب ولا غياب الحدود "
        "إبداء أي رأي في مركز أي إقليم أو حدوده."
    ),
    passages={
        "recommendation": "توصية",
        "demand": "مطلب",
        "key-finding": "استنتاج رئيسي",
        "case-study": "دراسة حالة",
        "testimony": "شهادة",
        "case-data": "بيانات الحالات",
    },
    changes={
        "deletion": "محذوف",
        "deletion-end": "نهاية المحذوف",
        "insertion": "مضاف",
        "insertion-end": "نهاية المضاف",
        "deletion-moved": "نُقل إلى موضع آخر",
        "insertion-moved": "نُقل إلى هنا",
        "deletion-moved-elsewhere": "نُقل إلى «{text}»",
        "insertion-moved-elsewhere": "نُقل إلى هنا من «{text}»",
        "edited": "{moved} مع تعديلات",
        "deletion-restyled": "التنسيق سابقًا",
        "insertion-restyled": "التنسيق حاليًا",
        "deletion-relinked": "الرابط سابقًا",
        "insertion-relinked": "الرابط حاليًا",
        "deletion-redescribed": "وصف الصورة سابقًا",
        "insertion-redescribed": "وصف الصورة حاليًا",
        "deletion-picture": "صورة محذوفة",
        "insertion-picture": "صورة مضافة",
    },
    addressees={
        "origin-states": "دول المنشأ",
        "transit-states": "دول العبور",
        "destination-states": "دول المقصد",
        "all-states": "جميع الدول",
        "intergovernmental": "المنظمات الحكومية الدولية",
        "regional-bodies": "الهيئات الإقليمية",
        "local-governments": "الحكومات المحلية",
        "business": "الشركات",
        "media": "وسائل الإعلام",
        "ngos": "المنظمات غير الحكومية",
    },
)
DEFAULT_LABELS: Mapping[str, Labels] = {"en": ENGLISH, "es": SPANISH, "ar": ARABIC}


def labels_for(language: str, labels: Mapping[str, Labels]) -> Labels:
    """The labels of a language: of its exact tag, of its first part, else English."""
    return labels.get(language) or labels.get(language.partition("-")[0].lower()) or labels.get("en", ENGLISH)
