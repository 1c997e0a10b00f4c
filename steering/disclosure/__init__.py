"""Disclosure control (statistische Geheimhaltung): which figures may be published, judged all together.

A paper sees every figure through `steering.disclosure.gate.Gate`. Primary suppression says
which counts are too small (`rules`), the attack says what follows from everything that is published
(`attack`), complementary suppression keeps back what would give a small count away (`suppressing`), and
the register holds what was published once and cannot be taken back (`register`).
"""
