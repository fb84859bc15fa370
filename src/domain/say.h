/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sentences for people, in their language.
 *
 * Every sentence the program says stands in text/, once in German and once in
 * English, under a key; textgen makes an enum value of each key (results.count
 * is SAY_RESULTS_COUNT). Arguments are typed there, and written as readers of
 * the language expect: 12.345 and 12,345; 14.05.2026 and 14 May 2026.
 *
 *     say_put(&out, LANG_DE, SAY_RESULTS_COUNT, SAY_ARGS(SAY_AS_INT(n)));
 *
 * Key and arguments that do not fit are our mistake and end in an assert;
 * templates are checked when they are compiled. Pure.
 */
#ifndef KC_DOMAIN_SAY_H
#define KC_DOMAIN_SAY_H

#include "base/day.h"
#include "base/money.h"
#include "domain/say.gen.h"

enum lang { LANG_DE, LANG_EN };

enum { LANGS = 2, SAY_ARGS_MAX = 8 };

/* In the order of the types in tools/sayfile.c. */
enum say_kind {
    SAY_TEXT,    /* as it is */
    SAY_INT,     /* a number, grouped from five digits on: 2026, 12.345 */
    SAY_PLAIN,   /* a number that is a name: never grouped */
    SAY_EURO,    /* 1.234,50 € */
    SAY_DAY,     /* 14.05.2026; 14 May 2026 */
    SAY_ISO,     /* 2026-05-14, for <time datetime> and fields of type date */
    SAY_HOURS,   /* minutes as hours without the unit: 8; 1,5; 0,25 */
    SAY_DECIMAL, /* one decimal at most: 2; 2,5 */
    SAY_CLOCK,   /* minutes after midnight: 14:30 */
    SAY_POINT,   /* for machines: 2.5, at most two decimals */
};

struct say_arg {
    enum say_kind kind;
    int64_t n; /* whole numbers, cents, days, minutes */
    double real;
    struct slice text;
};

/* "de", "en" */
const char *lang_code(enum lang lang);
/* The first language of an Accept-Language header that we speak; German if none. */
enum lang lang_wanted(struct slice accept_language);

/* Append the sentence. `args_len` is what the key says. */
void say_put(struct text *out, enum lang lang, enum say_key key, const struct say_arg *args,
             size_t args_len);
/* A sentence without arguments. */
void say_puts(struct text *out, enum lang lang, enum say_key key);

/* The same with every piece passed through `escape`, the sentence's own included. */
struct say_sink {
    struct text *out;
    void (*escape)(struct text *out, struct slice piece);
};
void say_put_escaped(struct say_sink sink, enum lang lang, enum say_key key,
                     const struct say_arg *args, size_t args_len);

/* One value alone, as it stands in sentences. */
void say_put_arg(struct text *out, enum lang lang, struct say_arg arg);

/* The key's name in text/ ("results.count"), for logs and tests. */
const char *say_key_name(enum say_key key);
/* How many arguments it has. */
size_t say_key_args(enum say_key key);

struct say_arg say_arg_int(int64_t n);
struct say_arg say_arg_size(uint64_t n);
struct say_arg say_arg_text(struct slice s);
struct say_arg say_arg_cstr(const char *s);
struct say_arg say_arg_cents(struct cents c);
struct say_arg say_arg_day(struct day d);
struct say_arg say_arg_instant(struct instant t);
struct say_arg say_arg_clock(struct instant t);
struct say_arg say_arg_real(double n);
struct say_arg say_arg_as(enum say_kind kind, struct say_arg arg);

#define SAY_WHOLE_(x)                                                                              \
    _Bool:                                                                                         \
    say_arg_int, char : say_arg_int,                                                               \
                        signed char : say_arg_int,                                                 \
                                      unsigned char : say_arg_int,                                 \
                                                      short : say_arg_int,                         \
                                                              unsigned short : say_arg_int,        \
                                                                               int : say_arg_int,  \
                                                                                     unsigned      \
        : say_arg_int,                                                                             \
          long : say_arg_int,                                                                      \
                 long long : say_arg_int,                                                          \
                             unsigned long : say_arg_size,                                         \
                                             unsigned long long : say_arg_size
#define SAY_STRING_(x)                                                                             \
    struct slice : say_arg_text, char * : say_arg_cstr, const char * : say_arg_cstr

/* An argument of a C value; what does not fit does not compile. */
#define SAY_AS_INT(x) _Generic((x), SAY_WHOLE_(x))(x)
#define SAY_AS_PLAIN(x) say_arg_as(SAY_PLAIN, SAY_AS_INT(x))
#define SAY_AS_TEXT(x) _Generic((x), SAY_STRING_(x))(x)
#define SAY_AS_EURO(x) _Generic((x), struct cents : say_arg_cents)(x)
#define SAY_AS_DAY(x) _Generic((x), struct day : say_arg_day, struct instant : say_arg_instant)(x)
#define SAY_AS_ISO(x) say_arg_as(SAY_ISO, SAY_AS_DAY(x))
#define SAY_AS_HOURS(x) say_arg_as(SAY_HOURS, SAY_AS_INT(x))
#define SAY_AS_DECIMAL(x)                                                                          \
    say_arg_as(SAY_DECIMAL, _Generic((x), double : say_arg_real, float : say_arg_real)(x))
#define SAY_AS_POINT(x) say_arg_as(SAY_POINT, SAY_AS_DECIMAL(x))
/* An instant as the clock of that moment in Germany, or minutes after midnight. */
#define SAY_AS_CLOCK(x)                                                                            \
    say_arg_as(SAY_CLOCK, _Generic((x), struct instant : say_arg_clock, SAY_WHOLE_(x))(x))
/* By its C type alone. */
#define SAY_AS_ANY(x)                                                                              \
    _Generic((x), SAY_WHOLE_(x), SAY_STRING_(x), struct cents                                      \
             : say_arg_cents, struct day                                                           \
             : say_arg_day, double                                                                 \
             : say_arg_real, float                                                                 \
             : say_arg_real)(x)

/* The last two arguments of say_put(). */
#define SAY_ARGS(...)                                                                              \
    (const struct say_arg[]){__VA_ARGS__},                                                         \
        sizeof((const struct say_arg[]){__VA_ARGS__}) / sizeof(struct say_arg)

#endif
