"""People, teams, memberships, and the one place that answers: may this person do this?"""
