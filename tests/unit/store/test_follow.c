/* The laws of cases between stations, over random histories by the rules that the store takes
 * groups in by: what arrives twice, late or in another order makes no difference, no value
 * vanishes, nobody decides what they had a hand in, and in the end all stations have the same.
 * Meanwhile people write about what is elsewhere and settle what clashes once it is home, a
 * station asks another for a case, one may be lost, and who had the case from it goes on.
 * A model in memory, with the rules of store/follow.h and no database. FOLLOW_HISTORIES says
 * how many. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/suite.h"
#include "tests/unit/store/follow_world.h"

enum { FEW = 2000 };

/* ---- laws that hold all the time ---- */

/* What arrives again changes nothing. */
static void again(void)
{
    if (!world.n_messages)
        return;
    const Message *message = &world.messages[world_roll(world.n_messages)];
    world_deliver(message);
    Line before = world.lines[message->to][message->of];
    world_deliver(message);
    ck_assert(memcmp(&before, &world.lines[message->to][message->of], sizeof before) == 0);
}

/* Two cases do not depend on each other: in which order they arrive makes no difference. */
static void either_order(void)
{
    if (world.n_messages < 2)
        return;
    const Message *a = &world.messages[world_roll(world.n_messages)],
                  *b = &world.messages[world_roll(world.n_messages)];
    static World kept;
    Line lines[STATIONS][CASES];
    if (a->of == b->of)
        return;
    kept = world;
    world_deliver(a);
    world_deliver(b);
    memcpy(lines, world.lines, sizeof lines);
    world = kept;
    world_deliver(b);
    world_deliver(a);
    ck_assert(memcmp(lines, world.lines, sizeof lines) == 0);
}

/* What two people kept of other values stands, whoever of them enters it first; entering again
 * changes nothing. */
static void either_enters(int station)
{
    static World before;
    int first[CASES][FIELDS], values[FIELDS], a = world_roll(world.n_kept),
                                              b = world_roll(world.n_kept);
    Kept *one = &world.kept[a], *two = &world.kept[b];

    if (one->station != station || two->station != station ||
        (one->of == two->of && one->field == two->field))
        return;
    before = world;
    world_enter_one(one, false);
    world_enter_one(two, false);
    world_enter_one(one, false);
    for (int of = 0; of < CASES; of++)
        world_values_of(&world.lines[station][of], first[of]);
    world = before;
    world_enter_one(two, false);
    world_enter_one(one, false);
    for (int of = 0; of < CASES; of++) {
        world_values_of(&world.lines[station][of], values);
        ck_assert(memcmp(values, first[of], sizeof values) == 0);
    }
}

static void enter_some(void)
{
    if (!world.n_kept)
        return;
    const Kept *one = &world.kept[world_roll(world.n_kept)];
    either_enters(one->station);
    world_enter(one->station, one->person, world_roll(2) == 0);
}

static void lose(void)
{
    if (!world.n_messages || world_roll(3))
        return;
    int lost = world_roll(world.n_messages);
    world.messages[lost] = world.messages[--world.n_messages];
}

static void live(void)
{
    for (int op = 0; op < OPS; op++) {
        int station = world_roll(STATIONS), of = world_roll(CASES);
        switch (world_roll(16)) {
        case 0:
        case 1:
        case 2:
            world_work(station, of);
            break;
        case 3:
        case 4:
            world_send(station, world_roll(STATIONS), of,
                       world_roll(2) ? 0
                                     : (size_t)world_roll((int)world.lines[station][of].n + 1));
            break;
        case 5: /* lost, or late */
            lose();
            break;
        case 6:
            either_order();
            break;
        case 7:
        case 8:
            world_keep(station, of);
            break;
        case 9:
        case 10:
            enter_some();
            break;
        case 11:
            world_ask(station, of);
            break;
        case 12:
        case 13:
            world_hand_over(station, of);
            break;
        case 14:
            world_lose_station();
            world_take_over(station, of);
            break;
        default:
            again();
        }
    }
}

/* Everybody tells everybody what they have, in any order, until nothing is new. */
static void tell_all(void)
{
    bool news = true;

    while (news) {
        news = false;
        for (int i = 0; i < STATIONS * STATIONS * CASES; i++) {
            Message message = {.from = i / STATIONS % STATIONS,
                               .to = i % STATIONS,
                               .of = i / STATIONS / STATIONS,
                               .before = -1};
            if (message.from == world.lost || message.to == world.lost)
                continue;
            message.line = world.lines[message.from][message.of];
            news = world_deliver(&message) == TRAVEL_TAKEN || news;
        }
    }
}

/* What the lost station had, and what it gave to one of the others: whoever has most of it. */
static void take_over_all(void)
{
    for (int of = 0; world.lost != NOBODY && of < CASES; of++) {
        int most = NOBODY;
        for (int station = 0; station < STATIONS; station++) {
            if (station != world.lost &&
                (most == NOBODY || world.lines[station][of].n > world.lines[most][of].n))
                most = station;
        }
        world_take_over(most, of);
    }
}

/* Everybody has heard who is lost; what was asked is answered. */
static void settle(void)
{
    for (int station = 0; station < STATIONS; station++)
        world.distrusts[station] = world.lost != NOBODY;
    world.refused = world.fates[TRAVEL_PARTED] = 0;
    tell_all();
    take_over_all();
    tell_all();
    for (int i = 0; i < world.n_kept; i++) {
        if (world.kept[i].station != world.lost)
            world_enter_one(&world.kept[i], true);
    }
    for (int i = 0; i < world.n_calls; i++) {
        world_hear_call(&world.calls[i]);
        world_answer(&world.calls[i]);
        world_hear_answer(&world.calls[i]);
    }
    tell_all();
}

/* ---- laws that hold in the end ---- */

/* Both went on from one group: only whoever takes over from a lost station can, who did not
 * have what that one gave another. */
static bool parted(int a, int b, int of)
{
    const Line *one = &world.lines[a][of], *two = &world.lines[b][of];
    size_t i = 0;

    while (i < one->n && i < two->n && one->ids[i] == two->ids[i])
        i++;
    if (i == one->n && i == two->n)
        return false;
    ck_assert_int_ne(world.lost, NOBODY);
    ck_assert_msg(i < one->n && i < two->n, "what one has another could take in, and did not");
    ck_assert(world.steps[one->ids[i]].what == TAKE_OVER ||
              world.steps[two->ids[i]].what == TAKE_OVER);
    return true;
}

static void hold_line(const Line *line, bool found[STEPS])
{
    for (size_t i = 0; i < line->n; i++) {
        Line before = {.n = i};
        memcpy(before.ids, line->ids, i * sizeof *line->ids);
        const Step *step = &world.steps[line->ids[i]];
        found[line->ids[i]] = true;
        ck_assert(step->what != APPROVE || !world_had_a_hand(&before, step->person));
    }
}

/* What was entered, or given up for another, is in the history; the rest waits. */
static void hold_kept(const Kept *kept)
{
    const Line *line = &world.lines[kept->station][kept->of];
    bool found = kept->waits;

    for (size_t i = 0; !found && i < line->n; i++) {
        const Step *step = &world.steps[line->ids[i]];
        found = step->what == WRITE && step->field == kept->field && step->value == kept->value;
    }
    ck_assert_msg(found, "a value that was kept vanished");
}

/* Answered, or of no account since the pen moved. */
static void hold_call(const Call *call)
{
    const Line *line = &world.lines[call->caller][call->of];
    ck_assert(call->caller == world.lost || call->holder == world.lost || call->answered ||
              call->term[0] != world_term_of(line));
}

/* How many cases are parted for ever. */
static int hold_laws(void)
{
    bool found[STEPS] = {false};
    int n_parted = 0;

    for (int of = 0; of < CASES; of++) {
        bool apart = false;
        for (int a = 0; a < STATIONS; a++) {
            for (int b = 0; b < a; b++)
                apart = (a != world.lost && b != world.lost && parted(a, b, of)) || apart;
            if (a != world.lost)
                hold_line(&world.lines[a][of], found);
        }
        n_parted += apart;
    }
    for (int id = 0; id < world.n_steps; id++)
        ck_assert_msg(found[id] || world.steps[id].station == world.lost, "group %d vanished",
                      id);
    for (int i = 0; i < world.n_kept; i++)
        hold_kept(&world.kept[i]);
    for (int i = 0; !n_parted && i < world.n_calls; i++)
        hold_call(&world.calls[i]);
    return n_parted;
}

static void begin(uint64_t seed)
{
    memset(&world, 0, sizeof world);
    world.seed = seed * 0x9E3779B97F4A7C15u + 1;
    world.lost = NOBODY;
    for (int of = 0; of < CASES; of++)
        world_add(world_roll(STATIONS), of,
                  (Step){.what = WRITE, .person = world_roll(PEOPLE)});
}

static long histories(void)
{
    const char *wish = getenv("FOLLOW_HISTORIES");

    return wish ? atol(wish) : FEW;
}

START_TEST(test_laws_hold)
{
    long fates[TRAVEL_PARTED + 1] = {0}, met[FOLLOW_CLASHES + 1] = {0}, calls = 0, lost = 0,
                               over = 0, apart = 0;

    for (long i = 1; i <= histories(); i++) {
        begin((uint64_t)i);
        live();
        for (int fate = 0; fate <= TRAVEL_PARTED; fate++)
            fates[fate] += world.fates[fate];
        for (int meets = 0; meets <= FOLLOW_CLASHES; meets++)
            met[meets] += world.met[meets];
        calls += world.n_calls;
        lost += world.lost != NOBODY;
        over += world.over;
        settle();
        apart += hold_laws();
        ck_assert(world.lost != NOBODY ||
                  (world.refused == 0 && world.fates[TRAVEL_PARTED] == 0));
    }
    printf("# %ld histories: %ld taken, %ld known, %ld waited; kept: %ld entered, %ld same, "
           "%ld clashed; %ld calls; %ld stations lost, %ld taken over, %ld parted\n",
           histories(), fates[TRAVEL_TAKEN], fates[TRAVEL_KNOWN], fates[TRAVEL_WAITS],
           met[FOLLOW_ENTERS], met[FOLLOW_SAME], met[FOLLOW_CLASHES], calls, lost, over, apart);
    ck_assert(fates[TRAVEL_TAKEN] && fates[TRAVEL_KNOWN] && fates[TRAVEL_WAITS] && calls &&
              over && met[FOLLOW_ENTERS] && met[FOLLOW_SAME] && met[FOLLOW_CLASHES]);
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
        int cheat = world_roll(STATIONS), other = (cheat + 1) % STATIONS;
        const Line *line = &world.lines[other][0];
        if (world_is_home(cheat, 0) || !world_has_room(cheat, 0) || world.lost != NOBODY)
            continue;
        world_add(cheat, 0, (Step){.what = WRITE, .person = 0, .value = 1});
        Line before = *line;
        Message message = {
            .from = cheat, .to = other, .before = -1, .line = world.lines[cheat][0]};
        world_deliver(&message);
        ck_assert(memcmp(&before, line, sizeof before) == 0);
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
