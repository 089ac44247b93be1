"""What befalls people, and what they are: verbs whose day is none of speaking."""

#: What happens to many at once: who speaks of it mostly does so later, be it on the same day.
DISASTERS = frozenset(
    ["die", "kill", "injure", "collapse", "drown", "crash", "hit", "strike", "flood", "burn", "explode",
     "erupt", "sink", "derail", "batter", "wound", "hurt", "destroy", "damage", "sweep", "rip", "tear",
     "shake", "jolt", "slam"]
)  # fmt: skip
BEFALLS = DISASTERS | frozenset(
    ["bear", "disappear", "turn", "suffer", "fall", "vanish", "age", "become", "remain", "lose", "own",
     "live", "have", "win"]
)  # fmt: skip
#: What is filmed and recorded: its noun or verb dates the voices on the film.
INJURIES = frozenset(
    {"shoot", "shooting", "death", "killing", "crash", "arrest", "stabbing", "collision", "attack", "stab"}
)
HAPPENS = frozenset({"occur", "happen", "unfold"})
