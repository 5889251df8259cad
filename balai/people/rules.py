from django.db.models import TextChoices


class Role(TextChoices):
    FRONT_DESK = "front_desk", "petugas loket"
    COORDINATOR = "coordinator", "koordinator layanan"
    EDITOR = "editor", "penyusun standar"
    PROGRAM_LEAD = "program_lead", "pengelola program"
    OFFICE_HEAD = "office_head", "kepala kantor"
    ADMIN = "admin", "pengelola sistem"
