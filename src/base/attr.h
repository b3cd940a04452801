/* Compiler attributes. The only place where extensions of the compiler are named. */
#ifndef ANJUAN_BASE_ATTR_H
#define ANJUAN_BASE_ATTR_H

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define FORMAT_ARG(n)          __attribute__((format_arg(n)))
#define NORETURN               __attribute__((noreturn))
#define UNUSED                 __attribute__((unused))
#define CHECKED                __attribute__((warn_unused_result))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
