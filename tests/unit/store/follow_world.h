/* Three stations and the cases between them, as a model in memory: what people, programs and
 * lines do, by the rules of store/follow.h that the store takes groups in by, and no database.
 * One world at a time, begun anew for each history (test_follow.c). */
#ifndef ANJUAN_TESTS_FOLLOW_WORLD_H
#define ANJUAN_TESTS_FOLLOW_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/follow.h"

enum {
    STATIONS = 3,
    CASES = 2,
    FIELDS = 4,
    PEOPLE = 5, /* two of them work at more than one station */
    OPS = 200,
    STEPS = 256,
    MESSAGES = 128,
    KEPT = 48,
    CALLS = 16,
    NOBODY = -1,
};

typedef enum What { WRITE, PASS, TAKE_OVER, SUBMIT, APPROVE } What;

/* A group of a case: by whom, at which station, and what it did. */
typedef struct Step {
    What what;
    int station, person, holder, field, value;
} Step;

/* The groups that a station has of a case, by their numbers. */
typedef struct Line {
    int ids[STEPS];
    size_t n;
} Line;

typedef struct Message {
    int from, to, of, before; /* before: the number of the group ahead of the first; -1: none */
    Line line;
} Message;

/* What somebody wrote about a case that was elsewhere. */
typedef struct Kept {
    int station, person, of, field, base, value;
    bool waits;
} Kept;

/* One side of it knows no more than it heard; a term is how often the pen was passed there. */
typedef struct Call {
    int of, caller, holder;
    size_t term[2]; /* as the one who asks has it, and as the one who is asked has */
    bool heard, answers, answered;
} Call;

typedef struct World {
    Step steps[STEPS];
    int n_steps;
    Line lines[STATIONS][CASES];
    Message messages[MESSAGES];
    int n_messages;
    Kept kept[KEPT];
    int n_kept;
    Call calls[CALLS];
    int n_calls;
    int lost; /* NOBODY: none is */
    bool distrusts[STATIONS];
    uint64_t seed;
    int value, refused;
    int fates[TRAVEL_PARTED + 1], met[FOLLOW_CLASHES + 1], over;
} World;

extern World world;

int world_roll(int sides); /* of the seed: 0 to sides - 1 */

/* ---- what a line tells ---- */

int world_holder_of(const Line *line);
size_t world_term_of(const Line *line);
bool world_is_home(int station, int of);
bool world_has_room(int station, int of);
bool world_had_a_hand(const Line *line, int person);
void world_values_of(const Line *line, int values[FIELDS]);

/* ---- what people do ---- */

void world_add(int station, int of, Step step);
void world_work(int station, int of);
void world_keep(int station, int of);
/* What clashes with nothing; settles: and decides what clashes. */
void world_enter_one(Kept *kept, bool settles);
void world_enter(int station, int person, bool settles);
void world_lose_station(void);
void world_take_over(int station, int of);
void world_send(int from, int to, int of, size_t after);
/* As the store does: all groups of it or none. */
TravelFate world_deliver(const Message *message);
void world_hand_over(int station, int of);
void world_hear_call(Call *call);
void world_answer(Call *call);
void world_hear_answer(Call *call);
void world_ask(int station, int of);

#endif
