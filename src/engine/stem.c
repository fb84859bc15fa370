/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/stem.h"

#include <libstemmer.h>

/* `struct stem` is libstemmer's object under our name: nothing else is kept. */
struct stem *
stem_open(void)
{
    return (struct stem *)sb_stemmer_new("german", "UTF_8");
}

void
stem_close(struct stem *s)
{
    sb_stemmer_delete((struct sb_stemmer *)s);
}

void
stem_cleanup(struct stem **s)
{
    stem_close(*s);
    *s = NULL;
}

struct slice
stem_word(struct stem *s, struct slice word)
{
    struct sb_stemmer *stemmer = (struct sb_stemmer *)s;
    const sb_symbol *out = sb_stemmer_stem(stemmer, (const sb_symbol *)word.at, (int)word.len);

    if (out == NULL) /* no memory: the word itself is a worse stem, not a wrong one */
        return word;
    return (struct slice){(const char *)out, (size_t)sb_stemmer_length(stemmer)};
}
