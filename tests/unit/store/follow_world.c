/* Each does one thing, or nothing where that cannot be done now. */
#include "config.h"

#include "tests/unit/store/follow_world.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/suite.h"

World world;

static const char *const codes[STATIONS] = {"A1", "B1", "C1"};

int world_roll(int sides)
{
    world.seed ^= world.seed << 13;
    world.seed ^= world.seed >> 7;
    world.seed ^= world.seed << 17;
    return (int)(world.seed % (uint64_t)sides);
}

/* ---- what a line tells ---- */

static bool moves(const Step *step)
{
    return step->what == PASS || step->what == TAKE_OVER;
}

/* Which station holds the pen, by what a line tells up to there; NOBODY: it was never passed.
 */
static int passed_to(const Line *line, size_t n)
{
    while (n > 0) {
        const Step *step = &world.steps[line->ids[--n]];
        if (moves(step))
            return step->holder;
    }
    return NOBODY;
}

static int brought_by(const Line *line)
{
    return line->n ? world.steps[line->ids[0]].station : NOBODY;
}

static const char *code_of(int station)
{
    return station == NOBODY ? NULL : codes[station];
}

int world_holder_of(const Line *line)
{
    int to = passed_to(line, line->n);
    return to == NOBODY ? brought_by(line) : to;
}

size_t world_term_of(const Line *line)
{
    size_t term = 0;
    for (size_t i = 0; i < line->n; i++)
        term += moves(&world.steps[line->ids[i]]);
    return term;
}

bool world_is_home(int station, int of)
{
    const Line *line = &world.lines[station][of];
    return follow_may_write(code_of(passed_to(line, line->n)), code_of(brought_by(line)),
                            codes[station]);
}

bool world_has_room(int station, int of)
{
    return world.lines[station][of].n + 4 < STEPS && world.n_steps + 4 < STEPS;
}

/* Over every group that is known here, wherever it was written. */
bool world_had_a_hand(const Line *line, int person)
{
    for (size_t i = 0; i < line->n; i++) {
        const Step *step = &world.steps[line->ids[i]];
        if (step->person == person && (step->what == WRITE || step->what == SUBMIT))
            return true;
    }
    return false;
}

void world_values_of(const Line *line, int values[FIELDS])
{
    memset(values, 0, FIELDS * sizeof *values);
    for (size_t i = 0; i < line->n; i++) {
        const Step *step = &world.steps[line->ids[i]];
        if (step->what == WRITE)
            values[step->field] = step->value;
    }
}

/* ---- what people do ---- */

void world_add(int station, int of, Step step)
{
    Line *line = &world.lines[station][of];

    step.station = station;
    world.steps[world.n_steps] = step;
    line->ids[line->n++] = world.n_steps++;
}

/* Each another one, but for some that several come upon. */
static int new_value(void)
{
    return world_roll(4) ? 10 + world.value++ : 1 + world_roll(2);
}

void world_work(int station, int of)
{
    int person = world_roll(PEOPLE);
    Line *line = &world.lines[station][of];

    if (!world_has_room(station, of) || !world_is_home(station, of))
        return;
    if (world_roll(5) == 0)
        world_add(station, of,
                  (Step){.what = PASS, .holder = world_roll(STATIONS), .person = person});
    else if (world_roll(4) == 0 && !world_had_a_hand(line, person))
        world_add(station, of, (Step){.what = APPROVE, .person = person});
    else
        world_add(station, of,
                  (Step){.what = world_roll(6) ? WRITE : SUBMIT,
                         .person = person,
                         .field = world_roll(FIELDS),
                         .value = new_value()});
}

/* About a case that is elsewhere. */
void world_keep(int station, int of)
{
    const Line *line = &world.lines[station][of];
    int values[FIELDS], field = world_roll(FIELDS);

    if (!line->n || world_is_home(station, of) || world.n_kept == KEPT)
        return;
    world_values_of(line, values);
    world.kept[world.n_kept++] = (Kept){.station = station,
                                        .person = world_roll(PEOPLE),
                                        .of = of,
                                        .field = field,
                                        .base = values[field],
                                        .value = new_value(),
                                        .waits = true};
}

static const char *text_of(int value, char text[16])
{
    snprintf(text, 16, "%d", value);
    return value ? text : NULL;
}

static void write_value(const Kept *kept, int value)
{
    world_add(
        kept->station, kept->of,
        (Step){.what = WRITE, .person = kept->person, .field = kept->field, .value = value});
}

/* Enters what clashes with nothing; settles: decides what clashes, of which both values are in
 * the history then, ours entered and undone where theirs counts. */
void world_enter_one(Kept *kept, bool settles)
{
    char base[16], value[16], now[16];
    int values[FIELDS];

    if (!kept->waits || !world_is_home(kept->station, kept->of) ||
        !world_has_room(kept->station, kept->of))
        return;
    world_values_of(&world.lines[kept->station][kept->of], values);
    FollowMeets meets = follow_meets(text_of(kept->base, base), text_of(kept->value, value),
                                     text_of(values[kept->field], now));
    world.met[meets]++;
    if (meets == FOLLOW_CLASHES && !settles)
        return;
    if (meets != FOLLOW_SAME)
        write_value(kept, kept->value);
    if (meets == FOLLOW_CLASHES && world_roll(2))
        write_value(kept, values[kept->field]);
    kept->waits = false;
}

void world_enter(int station, int person, bool settles)
{
    for (int i = 0; i < world.n_kept; i++) {
        if (world.kept[i].station == station && world.kept[i].person == person)
            world_enter_one(&world.kept[i], settles);
    }
}

/* ---- a station that is lost ---- */

/* A thief goes on with it and has its keys; the others hear of it one by one. */
void world_lose_station(void)
{
    if (world.lost == NOBODY && world_roll(60) == 0)
        world.lost = world_roll(STATIONS);
    else if (world.lost != NOBODY && world_roll(6) == 0)
        world.distrusts[world_roll(STATIONS)] = true;
}

static bool trusts(int station, int other)
{
    return other != world.lost || !world.distrusts[station];
}

void world_take_over(int station, int of)
{
    const Line *line = &world.lines[station][of];

    if (!line->n || station == world.lost || !world_has_room(station, of) ||
        world_is_home(station, of) || trusts(station, world_holder_of(line)))
        return;
    world_add(station, of,
              (Step){.what = TAKE_OVER, .holder = station, .person = world_roll(PEOPLE)});
    world.over++;
}

/* ---- between stations ---- */

/* From the beginning, or from what the other may be known to have. */
void world_send(int from, int to, int of, size_t after)
{
    const Line *line = &world.lines[from][of];
    Message *message = &world.messages[world.n_messages];

    if (world.n_messages == MESSAGES || from == to || after > line->n)
        return;
    *message = (Message){
        .from = from, .to = to, .of = of, .before = after ? line->ids[after - 1] : -1};
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

static bool may_follow(int station, const Line *ours, const Step *step)
{
    return ours->n == 0 ||
           follow_may_write(code_of(passed_to(ours, ours->n)), code_of(brought_by(ours)),
                            codes[step->station]) ||
           (step->what == TAKE_OVER && !trusts(station, world_holder_of(ours)) &&
            step->holder == step->station);
}

/* As the store does: each group by who held the pen before it, all of them or none. Who is
 * trusted answers for what others had written. */
TravelFate world_deliver(const Message *message)
{
    Line *ours = &world.lines[message->to][message->of], before = *ours;
    FollowView view = view_of(message, ours);
    TravelFate fate = follow_fate(&view);

    if (!trusts(message->to, message->from))
        return TRAVEL_WAITS;
    world.fates[fate]++;
    for (size_t i = view.known; fate == TRAVEL_TAKEN && i < view.n; i++) {
        const Step *step = &world.steps[message->line.ids[i]];
        if (!may_follow(message->to, ours, step)) {
            *ours = before;
            world.refused++;
            return TRAVEL_WAITS;
        }
        ours->ids[ours->n++] = message->line.ids[i];
    }
    return fate;
}

/* As a rule it comes at once. */
void world_hand_over(int station, int of)
{
    int to = world_roll(STATIONS), last = world.n_messages;

    if (to == station || !world_has_room(station, of) || !world_is_home(station, of))
        return;
    world_add(station, of, (Step){.what = PASS, .holder = to, .person = world_roll(PEOPLE)});
    world_send(station, to, of, 0);
    if (world.n_messages > last && world_roll(4))
        world_deliver(&world.messages[last]);
}

/* ---- asking for a case ---- */

static void call(int station, int of)
{
    const Line *line = &world.lines[station][of];
    int holder = line->n ? world_holder_of(line) : station;

    if (world.n_calls == CALLS || holder == station || !trusts(station, holder))
        return;
    for (int i = 0; i < world.n_calls; i++) {
        const Call *open = &world.calls[i];
        if (open->of == of && open->caller == station && !open->answered &&
            open->term[0] == world_term_of(line))
            return; /* it was asked for already */
    }
    world.calls[world.n_calls++] =
        (Call){.of = of, .caller = station, .holder = holder, .term = {world_term_of(line), 0}};
}

/* Heard twice it is one call; what is not there is answered so by the program. */
void world_hear_call(Call *call)
{
    if (call->heard || !trusts(call->holder, call->caller))
        return;
    call->heard = true;
    call->term[1] = world_term_of(&world.lines[call->holder][call->of]);
    call->answers = !world_is_home(call->holder, call->of);
}

static bool counts(const Call *call)
{
    return call->heard && !call->answers &&
           call->term[1] == world_term_of(&world.lines[call->holder][call->of]);
}

/* Handing it over is one answer, that it stays the other. */
void world_answer(Call *call)
{
    if (!counts(call) || !world_has_room(call->holder, call->of))
        return;
    if (world_roll(2))
        world_add(call->holder, call->of,
                  (Step){.what = PASS, .holder = call->caller, .person = world_roll(PEOPLE)});
    else
        call->answers = true;
}

/* What went on to another station since is answered with the next bundle. */
void world_hear_answer(Call *call)
{
    if (call->heard && !call->answers && !counts(call))
        call->answers = true;
    if (call->answers && trusts(call->caller, call->holder))
        call->answered = true;
}

/* A call takes nothing: who hears it has the cases as before. */
void world_ask(int station, int of)
{
    Line lines[STATIONS][CASES];
    Call *one;

    call(station, of);
    if (!world.n_calls)
        return;
    one = &world.calls[world_roll(world.n_calls)];
    memcpy(lines, world.lines, sizeof lines);
    switch (world_roll(4)) {
    case 0:
        world_hear_call(one);
        world_hear_call(one);
        break;
    case 1:
        world_hear_answer(one);
        break;
    case 2:
        world_answer(one);
        return;
    default:
        break; /* lost on the way */
    }
    ck_assert(memcmp(lines, world.lines, sizeof lines) == 0);
}
