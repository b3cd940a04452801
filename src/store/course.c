/* A reader of the journal (read.h), for the floors above. */
#include "config.h"

#include "store/course.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/pairs.h"
#include "store/read.h"
#include "store/station.h"

/* The row that was pointed at last: those of one group are of one case. */
typedef struct Pointed {
    const char *table; /* of a shape; NULL: none yet */
    unsigned char uid[UID_BYTES];
    int64_t id;
} Pointed;

struct Course {
    Store *store;
    StationKeys station;
    Reader reader;
    CourseGroup group;
    CourseRow row;
    Pairs *pairs; /* other stations, as of the row that is read */
    Pointed *pointed;
};

bool course_open(Store *store, int64_t case_id, Course **out, Err *err)
{
    ReaderRange range = {.case_id = case_id};
    Course *course = xcalloc(1, sizeof *course);

    course->store = store;
    course->pairs = pairs_new();
    course->pointed = xcalloc(1, sizeof *course->pointed);
    *out = course;
    if (station_keys(store, &course->station, err) &&
        reader_open(&course->reader, store, &range, err))
        return true;
    station_keys_free(&course->station);
    pairs_free(course->pairs);
    free(course->pointed);
    free(course);
    *out = NULL;
    return false;
}

bool course_close(Course *course, Err *err)
{
    bool done = reader_close(&course->reader, err);

    station_keys_free(&course->station);
    pairs_free(course->pairs);
    free(course->pointed);
    free(course);
    return done;
}

static const unsigned char no_uid[UID_BYTES];

/* "" for what is no word of ours. */
static void take_word(char out[COURSE_WORD], const SqlValue *value)
{
    size_t n = value->type == SQL_TEXT && value->len < COURSE_WORD ? value->len : 0;

    memcpy(out, n ? value->bytes : "", n);
    out[n] = '\0';
}

const CourseGroup *course_group(Course *course)
{
    const ReaderGroup *from = &course->reader.group;
    CourseGroup *group = &course->group;

    if (!reader_group(&course->reader))
        return NULL;
    *group = (CourseGroup){.id = from->id,
                           .case_id = from->case_id,
                           .user_id = from->user_id,
                           .content = from->content != 0,
                           .who = reader_text(&from->user_name)};
    group->uid = from->uid.len == UID_BYTES ? from->uid.bytes : no_uid;
    if (from->undoes.type == SQL_BLOB && from->undoes.len == UID_BYTES)
        group->undoes = from->undoes.bytes;
    group->of_station = station_signed(&course->station, from);
    group->of_person = from->signer.type != SQL_NULL && !group->of_station;
    group->elsewhere = from->signed_at.type != SQL_NULL ||
                       (from->signer.type != SQL_NULL && from->signature.type == SQL_NULL);
    take_word(group->at, &from->at);
    take_word(group->station, &from->station);
    take_word(group->kind, &from->kind);
    take_word(group->verb, &from->verb);
    return group;
}

const CourseRow *course_row(Course *course)
{
    const ReaderRow *from = &course->reader.row;

    if (!reader_row(&course->reader))
        return NULL;
    const char *op = from->shape->op;
    if (pairs_is_of(from))
        pairs_learn(course->pairs, from, true);
    course->row = (CourseRow){.op = strcmp(op, "add") == 0      ? COURSE_ADD
                                    : strcmp(op, "remove") == 0 ? COURSE_REMOVE
                                                                : COURSE_SET,
                              .table = from->shape->table,
                              .id = from->id,
                              .uid = from->uid,
                              .columns = from->shape->columns,
                              .n = from->shape->n};
    return &course->row;
}

static const ChainValue *told(const Course *course, const char *column, CourseSide side)
{
    const ReaderRow *row = &course->reader.row;

    for (size_t i = 0; i < row->shape->n; i++) {
        if (strcmp(row->shape->columns[i], column) == 0)
            return side == COURSE_AFTER ? &row->columns[i].after : &row->columns[i].before;
    }
    return NULL;
}

CourseKnown course_value(const Course *course, const char *column, CourseSide side,
                         SqlValue *out)
{
    const ChainValue *value = told(course, column, side);

    *out = sql_value_null();
    if (!value)
        return COURSE_UNTOLD;
    if (value->state != CHAIN_KEPT)
        return value->state == CHAIN_EMPTY ? COURSE_EMPTY : COURSE_HIDDEN;
    *out = value->value;
    return COURSE_VALUE;
}

bool course_is(const Course *course, const char *column, CourseSide side, const char *text)
{
    SqlValue value;

    return course_value(course, column, side, &value) == COURSE_VALUE &&
           value.type == SQL_TEXT && value.len == strlen(text) &&
           memcmp(value.bytes, text, value.len) == 0;
}

bool course_is_int(const Course *course, const char *column, CourseSide side, int64_t number)
{
    SqlValue value;

    return course_value(course, column, side, &value) == COURSE_VALUE &&
           value.type == SQL_INT && value.number == number;
}

void course_copy(const Course *course, const char *column, CourseSide side,
                 char out[COURSE_WORD], CourseKnown *known)
{
    SqlValue value;

    *known = course_value(course, column, side, &value);
    take_word(out, &value);
}

bool course_pointed(const Course *course, const char *column, CourseSide side, int64_t *id,
                    Err *err)
{
    const ChainValue *value = told(course, column, side);
    const TableShape *shape = change_shape(course->store, course->reader.row.shape->table);
    const char *table = shape ? change_points(shape, column) : NULL;
    Pointed *last = course->pointed;
    bool there = false;

    *id = 0;
    if (!value || value->state != CHAIN_KEPT || !value->points || !table)
        return true;
    if (last->table && strcmp(last->table, table) == 0 &&
        memcmp(last->uid, value->value.bytes, UID_BYTES) == 0) {
        *id = last->id;
        return true;
    }
    if (!change_id_of(course->store, table, value->value.bytes, id, &there, err))
        return false;
    *id = there ? *id : 0;
    memcpy(last->uid, value->value.bytes, UID_BYTES);
    last->table = table;
    last->id = *id;
    return true;
}

bool course_is_known_there(const Course *course)
{
    SqlValue home;

    return course_value(course, "home", COURSE_AFTER, &home) == COURSE_VALUE &&
           pairs_name(course->pairs, &home, course->reader.row.uid);
}

char *course_setting(const Course *course)
{
    return station_setting(course->store, &course->reader.row);
}
