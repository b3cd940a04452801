/* Reads the expression and works it out in one pass, by the rank of its signs. */
#include "config.h"

#include "base/plural.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "base/attr.h"

enum { DEPTH_MAX = 60 };

/* Read and worked out in one go. Both arms of a "?" are read whatever n is, so that an
 * expression is right or wrong in its form for every n alike. */
typedef struct Reader {
    const char *at;
    unsigned long n;
    int depth;
    bool wrong; /* in its form */
} Reader;

typedef enum Op {
    OP_OR,
    OP_AND,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_AT_MOST,
    OP_AT_LEAST,
    OP_BELOW,
    OP_ABOVE,
    OP_ADD,
    OP_SUBTRACT,
    OP_TIMES,
    OP_DIVIDE,
    OP_REST,
} Op;

/* Those of two signs before the one that they begin with; a higher rank binds closer. */
static const struct {
    const char *sign;
    int rank;
    Op op;
} ops[] = {
    {"||", 1, OP_OR},      {"&&", 2, OP_AND},      {"==", 3, OP_EQUAL}, {"!=", 3, OP_UNEQUAL},
    {"<=", 4, OP_AT_MOST}, {">=", 4, OP_AT_LEAST}, {"<", 4, OP_BELOW},  {">", 4, OP_ABOVE},
    {"+", 5, OP_ADD},      {"-", 5, OP_SUBTRACT},  {"*", 6, OP_TIMES},  {"/", 6, OP_DIVIDE},
    {"%", 6, OP_REST},
};

static unsigned long read_choice(Reader *reader);

static void skip_blanks(Reader *reader)
{
    reader->at += strspn(reader->at, " \t");
}

static bool take(Reader *reader, const char *sign)
{
    skip_blanks(reader);
    if (strncmp(reader->at, sign, strlen(sign)) != 0)
        return false;
    reader->at += strlen(sign);
    return true;
}

static unsigned long read_number(Reader *reader)
{
    unsigned long value = 0;
    bool any = false;

    for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        unsigned long digit = (unsigned long)(*reader->at - '0');
        any = true;
        if (value > (ULONG_MAX - digit) / 10)
            reader->wrong = true;
        else
            value = value * 10 + digit;
    }
    reader->wrong = reader->wrong || !any;
    return value;
}

static unsigned long read_unary(Reader *reader)
{
    unsigned long value = 0;

    if (reader->wrong || ++reader->depth > DEPTH_MAX) {
        reader->wrong = true;
        return 0;
    }
    skip_blanks(reader);
    if (*reader->at == '!' && reader->at[1] != '=') {
        reader->at++;
        value = !read_unary(reader);
    } else if (take(reader, "(")) {
        value = read_choice(reader);
        reader->wrong = !take(reader, ")") || reader->wrong;
    } else if (take(reader, "n")) {
        value = reader->n;
    } else {
        value = read_number(reader);
    }
    reader->depth--;
    return value;
}

/* Division by zero gives zero: no catalogue that means anything divides by what may be zero. */
static unsigned long work_out(Op op, unsigned long a, unsigned long b)
{
    switch (op) {
    case OP_OR:
        return a || b;
    case OP_AND:
        return a && b;
    case OP_EQUAL:
        return a == b;
    case OP_UNEQUAL:
        return a != b;
    case OP_AT_MOST:
        return a <= b;
    case OP_AT_LEAST:
        return a >= b;
    case OP_BELOW:
        return a < b;
    case OP_ABOVE:
        return a > b;
    case OP_ADD:
        return a + b;
    case OP_SUBTRACT:
        return a - b;
    case OP_TIMES:
        return a * b;
    case OP_DIVIDE:
        return b ? a / b : 0;
    case OP_REST:
        return b ? a % b : 0;
    }
    return 0;
}

static unsigned long read_binary(Reader *reader, int rank)
{
    unsigned long value = read_unary(reader);

    for (size_t i = 0; i < COUNT_OF(ops) && !reader->wrong;) {
        if (ops[i].rank < rank || !take(reader, ops[i].sign)) {
            i++;
            continue;
        }
        value = work_out(ops[i].op, value, read_binary(reader, ops[i].rank + 1));
        i = 0;
    }
    return value;
}

static unsigned long read_choice(Reader *reader)
{
    if (reader->wrong || ++reader->depth > DEPTH_MAX) {
        reader->wrong = true;
        return 0;
    }
    unsigned long value = read_binary(reader, 0);
    if (take(reader, "?")) {
        unsigned long then = read_choice(reader);
        reader->wrong = !take(reader, ":") || reader->wrong;
        unsigned long otherwise = read_choice(reader);
        value = value ? then : otherwise;
    }
    reader->depth--;
    return value;
}

static bool evaluate(const Plural *plural, unsigned long n, unsigned long *out)
{
    Reader reader = {.at = plural->expr, .n = n};

    *out = read_choice(&reader);
    skip_blanks(&reader);
    return !reader.wrong && !*reader.at;
}

bool plural_read(const char *text, Plural *out)
{
    Reader reader = {.at = text};
    unsigned long form;

    if (!take(&reader, "nplurals") || !take(&reader, "="))
        return false;
    skip_blanks(&reader);
    out->forms = read_number(&reader);
    if (reader.wrong || out->forms < 1 || out->forms > PLURAL_FORMS_MAX ||
        !take(&reader, ";") || !take(&reader, "plural") || !take(&reader, "="))
        return false;
    size_t len = strcspn(reader.at, ";\n");
    if (len >= sizeof out->expr)
        return false;
    memcpy(out->expr, reader.at, len);
    out->expr[len] = '\0';
    return evaluate(out, 1, &form);
}

unsigned long plural_form(const Plural *plural, unsigned long n)
{
    unsigned long form;

    return evaluate(plural, n, &form) && form < plural->forms ? form : 0;
}
