"""What people can ask for: services, and for each the dated standard with its 14 components.

Service (layanan), Standard (standar pelayanan), Requirement (syarat), Condition (keadaan), Step (langkah),
TimeLimit (jangka waktu), Fee (biaya). `search` answers "Mau urus apa?".
"""
