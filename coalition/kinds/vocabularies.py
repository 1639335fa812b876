"""Vocabularies: the words that a campaign sorts its members, practices and chapters by.

A preset gives a cause its usual words; a campaign may write its own lists instead.
"""

from __future__ import annotations

from pydantic import Field

from coalition.kinds.record import Part
from coalition.kinds.words import Id, LocalText

ADDRESSEES = (
    "origin-states",
    "transit-states",
    "destination-states",
    "all-states",
    "intergovernmental",
    "regional-bodies",
    "local-governments",
    "business",
    "media",
    "ngos",
)
"""To whom a recommendation or demand can be addressed."""

Terms = dict[Id, LocalText]


class Vocabularies(Part):
    """Lists of words with what readers see."""

    stages: Terms = Field(default_factory=dict)
    """Where on a person's way a member works."""
    approaches: Terms = Field(default_factory=dict)
    target_groups: Terms = Field(default_factory=dict)
    frameworks: Terms = Field(default_factory=dict)
    """Objectives of an agreed framework that things can be filed under."""


def _terms(**words: tuple[str, str]) -> Terms:
    return {
        key.replace("_", "-"): LocalText({"en": english, "es": spanish}) for key, (english, spanish) in words.items()
    }


_GCM = (
    ("Collect and use accurate data", "Recopilar y utilizar datos exactos"),
    ("Minimise the drivers that compel people to leave", "Minimizar los factores que obligan a partir"),
    ("Provide accurate and timely information", "Proporcionar información exacta y oportuna"),
    ("Proof of legal identity", "Prueba de identidad jurídica"),
    ("Pathways for regular migration", "Vías de migración regular"),
    ("Fair and ethical recruitment, decent work", "Contratación justa y ética, trabajo decente"),
    ("Reduce vulnerabilities in migration", "Reducir las vulnerabilidades en la migración"),
    ("Save lives, find missing migrants", "Salvar vidas y encontrar a migrantes desaparecidos"),
    ("Response to smuggling of migrants", "Respuesta al tráfico ilícito de migrantes"),
    ("Prevent and end trafficking in persons", "Prevenir y poner fin a la trata de personas"),
    ("Manage borders in a coordinated manner", "Gestionar las fronteras de manera coordinada"),
    ("Certain and predictable procedures", "Procedimientos seguros y previsibles"),
    ("Detention only as a last resort", "Detención solo como último recurso"),
    ("Consular protection and assistance", "Protección y asistencia consular"),
    ("Access to basic services", "Acceso a los servicios básicos"),
    ("Full inclusion and social cohesion", "Inclusión plena y cohesión social"),
    ("Eliminate discrimination", "Eliminar la discriminación"),
    ("Skills development and recognition", "Desarrollo y reconocimiento de aptitudes"),
    ("Migrants' and diasporas' contributions", "Contribuciones de migrantes y diásporas"),
    ("Faster, safer, cheaper remittances", "Remesas más rápidas, seguras y económicas"),
    ("Safe and dignified return and reintegration", "Retorno y reintegración seguros y dignos"),
    ("Portability of social security", "Portabilidad de la seguridad social"),
    ("International cooperation and partnerships", "Cooperación y alianzas internacionales"),
)
"""The 23 objectives of the Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195), shortened."""

MIGRATION = Vocabularies(
    stages=_terms(
        origin=("Country of origin", "País de origen"),
        transit=("Country of transit", "País de tránsito"),
        destination=("Country of destination", "País de destino"),
        **{"return": ("Return and reintegration", "Retorno y reintegración")},
    ),
    approaches=_terms(
        prevention=("Prevention", "Prevención"),
        protection=("Protection", "Protección"),
        prosecution=("Prosecution", "Enjuiciamiento"),
        partnership=("Partnership", "Alianzas"),
    ),
    target_groups=_terms(
        women=("Women", "Mujeres"),
        children=("Children", "Niñas y niños"),
        migrant_workers=("Migrant workers", "Trabajadores migrantes"),
        domestic_workers=("Domestic workers", "Trabajadoras del hogar"),
        seafarers=("Seafarers", "Gente de mar"),
        refugees=("Refugees and asylum seekers", "Personas refugiadas y solicitantes de asilo"),
        trafficked_persons=("Trafficked persons", "Personas objeto de trata"),
        returnees=("Returnees", "Personas retornadas"),
        people_living_with_hiv=("People living with HIV", "Personas que viven con el VIH"),
        families=("Families left behind", "Familias que se quedan"),
        recruiters=("Recruiters and employers", "Reclutadores y empleadores"),
        officials=("Public officials", "Funcionariado público"),
    ),
    frameworks={
        f"gcm-{number}": LocalText({"en": f"GCM {number}: {english}", "es": f"PMM {number}: {spanish}"})
        for number, (english, spanish) in enumerate(_GCM, 1)
    },
)

CLIMATE = Vocabularies(
    stages=_terms(
        mitigation=("Mitigation", "Mitigación"),
        adaptation=("Adaptation", "Adaptación"),
        loss_and_damage=("Loss and damage", "Pérdidas y daños"),
    ),
    approaches=_terms(
        litigation=("Litigation", "Litigio"),
        education=("Education", "Educación"),
        monitoring=("Monitoring", "Seguimiento"),
        partnership=("Partnership", "Alianzas"),
    ),
    target_groups=_terms(
        farmers=("Farmers", "Agricultores"),
        islanders=("Island communities", "Comunidades insulares"),
        indigenous_peoples=("Indigenous peoples", "Pueblos indígenas"),
        youth=("Young people", "Jóvenes"),
    ),
)

DISABILITY = Vocabularies(
    stages=_terms(
        childhood=("Childhood", "Infancia"),
        schooling=("Schooling", "Escolarización"),
        working_life=("Working life", "Vida laboral"),
        later_life=("Later life", "Vejez"),
    ),
    approaches=_terms(
        accessibility=("Accessibility", "Accesibilidad"),
        independent_living=("Independent living", "Vida independiente"),
        legal_capacity=("Legal capacity", "Capacidad jurídica"),
        partnership=("Partnership", "Alianzas"),
    ),
    target_groups=_terms(
        persons_with_disabilities=("Persons with disabilities", "Personas con discapacidad"),
        families=("Families", "Familias"),
        officials=("Public officials", "Funcionariado público"),
    ),
)

PRESETS: dict[str, Vocabularies] = {"migration": MIGRATION, "climate": CLIMATE, "disability": DISABILITY}
