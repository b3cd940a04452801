/* The laws of cases between stations, over random histories by the rules that the store takes
 * groups in by: what arrives twice, late or in another order makes no difference, no value
 * vanishes, nobody decides what they had a hand in, and in the end all stations have the same.
 * FOLLOW_HISTORIES says how many. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/follow.h"
#include "tests/support/suite.h"

enum {
    STATIONS = 3,
    CASES = 2,
    FIELDS = 4,
    PEOPLE = 5, /* two of them work at more than one station */
    OPS = 60,
    STEPS = 256,
    MESSAGES = 128,
    FEW = 4000,
};

static const char *const codes[STATIONS] = {"A1", "B1", "C1"};

typedef enum What { WRITE, PASS, SUBMIT, APPROVE } What;

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
    int to, of, before; /* before: the number of the group ahead of the first; -1: none */
    Line line;
} Message;

typedef struct World {
    Step steps[STEPS];
    int n_steps;
    Line lines[STATIONS][CASES];
    Message messages[MESSAGES];
    int n_messages;
    uint64_t seed;
    int fates[TRAVEL_PARTED + 1], refused;
} World;

static World world;

static int roll(int sides)
{
    world.seed ^= world.seed << 13;
    world.seed ^= world.seed >> 7;
    world.seed ^= world.seed << 17;
    return (int)(world.seed % (uint64_t)sides);
}

/* Which station holds the pen, by what a line tells up to there; NULL: it was never passed. */
static const char *holder_of(const Line *line, size_t n)
{
    while (n > 0) {
        const Step *step = &world.steps[line->ids[--n]];
        if (step->what == PASS)
            return codes[step->holder];
    }
    return NULL;
}

static const char *brought_by(const Line *line)
{
    return line->n ? codes[world.steps[line->ids[0]].station] : NULL;
}

static bool may_write(int station, int of)
{
    const Line *line = &world.lines[station][of];

    return line->n < STEPS && world.n_steps < STEPS &&
           follow_may_write(holder_of(line, line->n), brought_by(line), codes[station]);
}

/* Over every group that is known here, wherever it was written. */
static bool had_a_hand(const Line *line, int person)
{
    for (size_t i = 0; i < line->n; i++) {
        const Step *step = &world.steps[line->ids[i]];
        if (step->person == person && (step->what == WRITE || step->what == SUBMIT))
            return true;
    }
    return false;
}

static void add(int station, int of, Step step)
{
    Line *line = &world.lines[station][of];

    step.station = station;
    world.steps[world.n_steps] = step;
    line->ids[line->n++] = world.n_steps++;
}

static void work(int station, int of)
{
    int person = roll(PEOPLE);
    Line *line = &world.lines[station][of];

    if (!may_write(station, of))
        return;
    if (roll(5) == 0)
        add(station, of, (Step){.what = PASS, .holder = roll(STATIONS), .person = person});
    else if (roll(4) == 0 && !had_a_hand(line, person))
        add(station, of, (Step){.what = APPROVE, .person = person});
    else
        add(station, of,
            (Step){.what = roll(6) ? WRITE : SUBMIT,
                   .person = person,
                   .field = roll(FIELDS),
                   .value = roll(1000)});
}

/* From the beginning, or from what the other may be known to have. */
static void send(int from, int to, int of, size_t after)
{
    const Line *line = &world.lines[from][of];
    Message *message = &world.messages[world.n_messages];

    if (world.n_messages == MESSAGES || from == to || after > line->n)
        return;
    *message = (Message){.to = to, .of = of, .before = after ? line->ids[after - 1] : -1};
    for (size_t i = after; i < line->n; i++)
        message->line.ids[message->line.n++] = line->ids[i];
    world.n_messages++;
}

static int place_of(const Line *line, int id)
{
    for (size_t i = 0; i < line->n; i++) {
        if (line->ids[i] == id)
            return (int)i;
    }
    return -1;
}

static FollowView view_of(const Message *message, const Line *ours)
{
    const Line *came = &message->line;
    FollowView view = {.n = came->n, .any = ours->n > 0, .begins = message->before < 0};

    while (view.known < came->n && place_of(ours, came->ids[view.known]) >= 0)
        view.known++;
    view.known_is_last =
        view.known > 0 && ours->n && ours->ids[ours->n - 1] == came->ids[view.known - 1];
    view.before_is_here = message->before >= 0 && place_of(ours, message->before) >= 0;
    view.before_is_last = ours->n && ours->ids[ours->n - 1] == message->before;
    return view;
}

/* As the store does: each group by who held the pen before it, all of them or none. */
static TravelFate deliver(const Message *message)
{
    Line *ours = &world.lines[message->to][message->of], before = *ours;
    FollowView view = view_of(message, ours);
    TravelFate fate = follow_fate(&view);

    world.fates[fate]++;
    for (size_t i = view.known; fate == TRAVEL_TAKEN && i < view.n; i++) {
        const Step *step = &world.steps[message->line.ids[i]];
        bool first = ours->n == 0;
        if (!first && !follow_may_write(holder_of(ours, ours->n), brought_by(ours),
                                        codes[step->station])) {
            *ours = before;
            world.refused++;
            break;
        }
        ours->ids[ours->n++] = message->line.ids[i];
    }
    return fate;
}

static void values_of(const Line *line, int values[FIELDS])
{
    memset(values, 0, FIELDS * sizeof *values);
    for (size_t i = 0; i < line->n; i++) {
        const Step *step = &world.steps[line->ids[i]];
        if (step->what == WRITE)
            values[step->field] = step->value;
    }
}

/* What arrives again changes nothing. */
static void again(void)
{
    if (!world.n_messages)
        return;
    const Message *message = &world.messages[roll(world.n_messages)];
    deliver(message);
    Line before = world.lines[message->to][message->of];
    deliver(message);
    ck_assert(memcmp(&before, &world.lines[message->to][message->of], sizeof before) == 0);
}

/* Two cases do not depend on each other: in which order they arrive makes no difference. */
static void either_order(void)
{
    if (world.n_messages < 2)
        return;
    const Message *a = &world.messages[roll(world.n_messages)],
                  *b = &world.messages[roll(world.n_messages)];
    static World kept;
    Line lines[STATIONS][CASES];
    if (a->of == b->of)
        return;
    kept = world;
    deliver(a);
    deliver(b);
    memcpy(lines, world.lines, sizeof lines);
    world = kept;
    deliver(b);
    deliver(a);
    ck_assert(memcmp(lines, world.lines, sizeof lines) == 0);
}

static void lose(void)
{
    if (!world.n_messages || roll(3))
        return;
    int lost = roll(world.n_messages);
    world.messages[lost] = world.messages[--world.n_messages];
}

static void live(void)
{
    for (int op = 0; op < OPS; op++) {
        int station = roll(STATIONS), of = roll(CASES);
        switch (roll(8)) {
        case 0:
        case 1:
        case 2:
            work(station, of);
            break;
        case 3:
        case 4:
            send(station, roll(STATIONS), of,
                 roll(2) ? 0 : (size_t)roll((int)world.lines[station][of].n + 1));
            break;
        case 5: /* lost, or late */
            lose();
            break;
        case 6:
            either_order();
            break;
        default:
            again();
        }
    }
}

/* Everybody tells everybody what they have, in any order, until nothing is new. */
static void settle(void)
{
    bool news = true;

    while (news) {
        news = false;
        for (int i = 0; i < STATIONS * STATIONS * CASES; i++) {
            Message message = {.to = i % STATIONS, .of = i / STATIONS / STATIONS, .before = -1};
            message.line = world.lines[i / STATIONS % STATIONS][message.of];
            news = deliver(&message) == TRAVEL_TAKEN || news;
        }
    }
}

static void hold_laws(void)
{
    bool found[STEPS] = {false};

    for (int of = 0; of < CASES; of++) {
        const Line *line = &world.lines[0][of];
        int values[FIELDS], others[FIELDS];
        values_of(line, values);
        for (int station = 1; station < STATIONS; station++) {
            values_of(&world.lines[station][of], others);
            ck_assert(memcmp(line, &world.lines[station][of], sizeof *line) == 0);
            ck_assert(memcmp(values, others, sizeof values) == 0);
        }
        for (size_t i = 0; i < line->n; i++) {
            Line before = {.n = i};
            memcpy(before.ids, line->ids, i * sizeof *line->ids);
            const Step *step = &world.steps[line->ids[i]];
            found[line->ids[i]] = true;
            ck_assert(step->what != APPROVE || !had_a_hand(&before, step->person));
        }
    }
    for (int id = 0; id < world.n_steps; id++)
        ck_assert_msg(found[id], "group %d vanished", id);
}

static void begin(uint64_t seed)
{
    memset(&world, 0, sizeof world);
    world.seed = seed * 0x9E3779B97F4A7C15u + 1;
    for (int of = 0; of < CASES; of++)
        add(roll(STATIONS), of, (Step){.what = WRITE, .person = roll(PEOPLE)});
}

static long histories(void)
{
    const char *wish = getenv("FOLLOW_HISTORIES");

    return wish ? atol(wish) : FEW;
}

START_TEST(test_laws_hold)
{
    int fates[TRAVEL_PARTED + 1] = {0};

    for (long i = 1; i <= histories(); i++) {
        begin((uint64_t)i);
        live();
        for (int fate = 0; fate <= TRAVEL_PARTED; fate++)
            fates[fate] += world.fates[fate];
        settle();
        hold_laws();
        ck_assert_int_eq(world.refused, 0);
        ck_assert_int_eq(world.fates[TRAVEL_PARTED], 0);
    }
    ck_assert_int_gt(fates[TRAVEL_TAKEN], 0);
    ck_assert_int_gt(fates[TRAVEL_KNOWN], 0);
    ck_assert_int_gt(fates[TRAVEL_WAITS], 0);
}
END_TEST

/* A station that goes on without the pen reaches nobody, and takes nothing from the others. */
START_TEST(test_nobody_takes_what_is_written_without_the_pen)
{
    int reached = 0;

    for (long i = 1; i <= histories(); i++) {
        begin((uint64_t)i);
        live();
        settle();
        const Line *line = &world.lines[0][0];
        int cheat = roll(STATIONS), other = (cheat + 1) % STATIONS;
        if (may_write(cheat, 0) || line->n == STEPS || world.n_steps == STEPS)
            continue;
        add(cheat, 0, (Step){.what = WRITE, .person = 0, .value = 1});
        Line before = world.lines[other][0];
        Message message = {.to = other, .before = -1, .line = world.lines[cheat][0]};
        deliver(&message);
        ck_assert(memcmp(&before, &world.lines[other][0], sizeof before) == 0);
        ck_assert_int_eq(world.refused, 1);
        reached++;
    }
    ck_assert_int_gt(reached, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_laws_hold,
        test_nobody_takes_what_is_written_without_the_pen,
        NULL,
    };
    return suite_run("follow", tests, NULL, NULL);
}
