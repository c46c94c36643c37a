"""NUTS 3 codes of older editions that no longer stand for a district."""

from __future__ import annotations

_EDITIONS = (
    # 2016: six of Thuringia ended with it, Eisenach with that of 2021.
    # 2013: two of Rhineland-Palatinate.
    "DEB16 07135, DEB19 07140, DEG04 16054, DEG0B 16066, DEG0F 16070, DEG0H 16072, DEG0I 16073, "
    "DEG0N 16056, DEG0P 16063",
    # 2013: Göttingen and Osterode, one district since 2016.
    "DE915 03152, DE919 03156",
    # 2010: Mecklenburg-Vorpommern before its reform of 2011.
    "DE801 13001, DE802 13002, DE805 13005, DE806 13006, DE807 13051, DE808 13052, "
    "DE809 13053, DE80A 13054, DE80B 13055, DE80C 13056, DE80D 13057, DE80E 13058, "
    "DE80F 13059, DE80G 13060, DE80H 13061, DE80I 13062",
    # 2006: Saxony before its reform of 2008, Brandenburg in two regions, Aachen in two districts.
    "DED11 14161, DED12 14166, DED13 14167, DED14 14171, DED15 14173, DED16 14177, "
    "DED17 14178, DED18 14181, DED19 14182, DED1A 14188, DED1B 14191, DED1C 14193, "
    "DED22 14263, DED23 14264, DED24 14272, DED25 14280, DED26 14284, DED27 14285, "
    "DED28 14286, DED29 14287, DED2A 14290, DED2B 14292, DED31 14365, DED32 14374, "
    "DED33 14375, DED34 14379, DED35 14383, DED36 14389",
    "DE411 12053, DE412 12060, DE413 12064, DE414 12065, DE415 12067, DE416 12068, "
    "DE417 12070, DE418 12073, DE421 12051, DE422 12052, DE423 12054, DE424 12061, "
    "DE425 12062, DE426 12063, DE427 12066, DE428 12069, DE429 12071, DE42A 12072",
    "DEA21 05313, DEA25 05354",
)
# Code -> district of that time.
OLD_CODES = dict(pair.split() for edition in _EDITIONS for pair in edition.split(", "))
