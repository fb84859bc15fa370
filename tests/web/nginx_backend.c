/* SPDX-License-Identifier: EUPL-1.2 */
/* The fixture's server on its Unix socket, for nginx.sh: says where it listens, ends with SIGTERM.
 */
#include "fixture.h"

int
main(void)
{
    static struct fixture f;
    enum err e;

    fixture_init(&f);
    f.options.host = NULL;
    f.options.tls_in_front = true;
    f.options.trust_local_proxy = true;
    f.options.handle_signals = true;
    f.options.log_fd = -1;
    if (http_server_open(&f.ctx, &f.options, &f.server) != OK)
        return 2;
    (void)printf("%s\n", f.unix_path);
    (void)fflush(stdout);
    e = http_server_serve(f.server);
    f.served = e;
    fixture_done(&f);
    return e == OK ? 0 : 1;
}
