// Made from docs/openapi.json by `tools/generate`. Changes here are lost.

export interface paths {
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description The newest first.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description The newest first. For the instance admin, as is all of this.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a job */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a job up
         * @description One that waits or is dead. 409 while it runs, and when it is done.
         */
        post: operations["discardJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a job again
         * @description Now, with all its attempts: one that is dead, discarded, or waits for a later time. 409 while it runs, and when it
         *     is done.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how the queues do */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the schedules */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/schedules/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a schedule now
         * @description Enqueues its job and answers with that. The schedule's own next time stays what it is.
         */
        post: operations["runSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail the link that verifies my address
         * @description To the new address, where one is waiting to be verified. The links before are good no more.
         */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an address by a mailed link
         * @description A new address counts from then on.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description With `"cookie": true` the tokens are set as cookies instead of being in the answer. An account with a second factor
         *     needs `totp`, too: without it the right password is answered with 401 and the code `totp_required`, with a wrong or
         *     used one with 401 and `invalid_totp`.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description The session's tokens stop working at once, and its sockets close.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from a provider
         * @description Sets the cookies that `login` sets with `"cookie": true`, and leads to where one wanted to go. It is good once, and
         *     in the browser that began only.
         */
        get: operations["finishOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/{provider}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in with a provider
         * @description For browsers: leads to the provider. Whoever is signed in by cookie already is asked afterwards whether to link who
         *     they are there to their account.
         */
        get: operations["startOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Where the address has an account, a link is mailed to it, which is good once and for 30 minutes. The answer is the
         *     same where it has none.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a mailed link
         * @description Ends every session of the account, revokes its API tokens and gives up an address that waits to be verified: who was
         *     in the account before is out of it.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new token pair
         * @description The refresh token is good once. For 30 seconds more it gives the same pair again; after that, using it ends the
         *     whole session.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an account
         * @description Signs it in as well, and mails a link that verifies the address. The first account of an instance is its admin.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my signed-in devices */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign a device out */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by form
         * @description The OAuth 2.0 password form (RFC 6749, 4.3), which the Authorize button of this documentation uses.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up a second factor
         * @description Answers a secret for an app that makes one-time codes (RFC 6238: SHA-1, six digits, 30 s). It counts once it is
         *     confirmed with a code; asking again before that gives another secret in its place. 409 where a second factor is
         *     confirmed already.
         */
        post: operations["enrolTotp"];
        /**
         * Remove my second factor
         * @description Needs a code of it or a recovery code. The recovery codes are good no more.
         */
        delete: operations["removeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm my second factor
         * @description From then on signing in needs a code, which is good once. Answers ten recovery codes, this once: each of them takes
         *     the place of a code, once. Nobody is signed out.
         */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all my boards
         * @description Those that I pinned first, then the oldest first. What is pinned meanwhile counts from the next first page on.
         */
        get: operations["listBoards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a board */
        get: operations["getBoard"];
        put?: never;
        post?: never;
        /**
         * Delete a board
         * @description With its columns and cards. Its sockets close.
         */
        delete: operations["deleteBoard"];
        options?: never;
        head?: never;
        /** Change a board */
        patch: operations["updateBoard"];
        trace?: never;
    };
    "/api/v1/boards/{board_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a board's activity
         * @description Newest first; with `after_seq` what came after that, oldest first. Every `seq` of the board's stream is in it.
         */
        get: operations["listBoardActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a board's cards
         * @description Oldest first; of several filters, all hold.
         */
        get: operations["listBoardCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a board's columns
         * @description In their order, all on one page.
         */
        get: operations["listColumns"];
        put?: never;
        /** Make a column */
        post: operations["createColumn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the invitations to a board
         * @description Newest first, without those that were revoked; for whoever manages people.
         */
        get: operations["listBoardInvites"];
        put?: never;
        /**
         * Invite to a board
         * @description Who accepts becomes a member of its project with that role. The token is shown this once; with `email` it is
         *     mailed as well, 20 times an hour at most.
         */
        post: operations["createBoardInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who is on a board
         * @description Everyone who may see it, with what they may do there. Whoever manages people also sees those whom an override
         *     hides it from.
         */
        get: operations["listBoardMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what someone may do on a board
         * @description For people of its team. Nobody gives or takes away what they do not hold themselves; whoever comes to see the
         *     board by it is told.
         */
        patch: operations["updateBoardMember"];
        trace?: never;
    };
    "/api/v1/boards/{board_id}/online": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who is on a board now
         * @description Everyone who has its socket open, on whatever process, once.
         */
        get: operations["listOnline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get how I see a board */
        get: operations["getBoardPreferences"];
        put?: never;
        post?: never;
        /**
         * See a board as everyone does
         * @description No color or title of my own, not pinned, not muted.
         */
        delete: operations["resetBoardPreferences"];
        options?: never;
        head?: never;
        /**
         * Change how I see a board
         * @description Nobody else sees it.
         */
        patch: operations["updateBoardPreferences"];
        trace?: never;
    };
    "/api/v1/boards/{board_id}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a board with all that is on it */
        get: operations["getSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find cards
         * @description On all boards that I see; of several filters, all hold.
         */
        get: operations["listCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a card */
        get: operations["getCard"];
        put?: never;
        post?: never;
        /** Delete a card */
        delete: operations["deleteCard"];
        options?: never;
        head?: never;
        /**
         * Change a card
         * @description Archives and restores it, too.
         */
        patch: operations["updateCard"];
        trace?: never;
    };
    "/api/v1/cards/{card_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a card's activity
         * @description Newest first.
         */
        get: operations["listCardActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/assignees/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Assign someone to a card
         * @description They are told, in the app and by mail. Asking again changes nothing and tells nobody.
         */
        put: operations["assignCard"];
        post?: never;
        /** Take someone off a card */
        delete: operations["unassignCard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is on a card's checklist
         * @description In its order, all on one page: a checklist has at most 200 items.
         */
        get: operations["listChecklist"];
        put?: never;
        /** Add to a card's checklist */
        post: operations["createChecklistItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a card's comments
         * @description Oldest first.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on a card
         * @description Who is mentioned, works on the card or watches it is told.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a card
         * @description Its title, description, priority, due date, labels, assignees and checklist, ticks included; not its comments,
         *     files, watchers and reminders. The copy stands right below it, or at the end of another column.
         */
        post: operations["copyCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a card's files
         * @description Oldest first.
         */
        get: operations["listCardFiles"];
        put?: never;
        /**
         * Add a file to a card
         * @description Images (png, jpeg, gif, webp), pdf, text, csv, office documents and zip, 10 MB at most unless the instance is set up
         *     otherwise. What it is, its content says; a name that says otherwise is refused (415). A card has at most 100 files.
         */
        post: operations["createCardFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a label on a card
         * @description One of the card's project; at most 50 a card. Asking again changes nothing.
         */
        put: operations["putCardLabel"];
        post?: never;
        /** Take a label off a card */
        delete: operations["removeCardLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a card
         * @description Within its column, to another, or to another board of the project.
         */
        post: operations["moveCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my reminders of a card */
        get: operations["listReminders"];
        put?: never;
        /**
         * Be reminded of a card
         * @description In the app and by mail, also during quiet hours. A card that is done or archived by then reminds nobody. At most
         *     20 a card and person.
         */
        post: operations["createReminder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card_id}/watchers/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Watch a card
         * @description Everyone who sees it may for themselves, who may write on the board for others, too.
         */
        put: operations["watchCard"];
        post?: never;
        /** Stop watching a card */
        delete: operations["unwatchCard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklist-items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an item off a checklist */
        delete: operations["deleteChecklistItem"];
        options?: never;
        head?: never;
        /** Change, tick off or move an item of a checklist */
        patch: operations["updateChecklistItem"];
        trace?: never;
    };
    "/api/v1/columns/{column_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a column */
        get: operations["getColumn"];
        put?: never;
        post?: never;
        /**
         * Delete a column
         * @description Its cards go along, unless another column takes them.
         */
        delete: operations["deleteColumn"];
        options?: never;
        head?: never;
        /** Change a column */
        patch: operations["updateColumn"];
        trace?: never;
    };
    "/api/v1/columns/{column_id}/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a card
         * @description At the end of the column. Its assignees are told.
         */
        post: operations["createCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/columns/{column_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a column */
        post: operations["moveColumn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a comment */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /**
         * Change a comment
         * @description Its author may.
         */
        patch: operations["updateComment"];
        trace?: never;
    };
    "/api/v1/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See my dashboard
         * @description What I worked on last, what I have to do soon, how my projects go, and what I have not read.
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file
         * @description What is known of it.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /** Delete a file */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file's content
         * @description To be saved, unless `inline` is asked for an image. Takes `Range` (one range of bytes), `If-Range` and
         *     `If-None-Match`.
         */
        get: operations["getFileContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{file_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an image's thumbnail
         * @description At most 320 pixels long and high, as JPEG or PNG. A job makes it: 404 until then, and for images that cannot be read
         *     or have over 50 megapixels.
         */
        get: operations["getFileThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far an import is
         * @description For whoever began it, and for those who may write in the project. `report` says what it made, what was there already,
         *     and what could not come over.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invites/{invite}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See where an invitation leads
         * @description By its token, without joining and without an account.
         */
        get: operations["getInvite"];
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description By its id. Nobody comes by it any more.
         */
        delete: operations["revokeInvite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invites/{invite}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description By its token. It never lowers a role, and counts once for each person.
         */
        post: operations["acceptInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a label
         * @description It is taken off every card.
         */
        delete: operations["deleteLabel"];
        options?: never;
        head?: never;
        /**
         * Change a label
         * @description The cards that wear it show it as it is from then on; their versions stay.
         */
        patch: operations["updateLabel"];
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my notifications
         * @description Newest first.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all notifications as read */
        post: operations["readAllNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{notification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Mark a notification as read or unread */
        patch: operations["updateNotification"];
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my projects */
        get: operations["listProjects"];
        put?: never;
        /**
         * Make a project
         * @description With a first board that has the columns To Do, In Progress and Done. Who makes it manages it.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a project */
        get: operations["getProject"];
        put?: never;
        post?: never;
        /**
         * Delete a project
         * @description With everything in it.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        /** Change a project */
        patch: operations["updateProject"];
        trace?: never;
    };
    "/api/v1/projects/{project_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a project's activity
         * @description Newest first; of boards that the caller may see.
         */
        get: operations["listProjectActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a project's boards */
        get: operations["listProjectBoards"];
        put?: never;
        /**
         * Make a board
         * @description With the columns To Do, In Progress and Done.
         */
        post: operations["createBoard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a project
         * @description As of one moment, and what the caller may see: `json` with all of it, which another instance can import; `zip`, the
         *     same with the contents of its files; `csv`, a table of its cards.
         */
        get: operations["exportProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a project's files
         * @description The project's own, oldest first. Those of its cards are listed with each card.
         */
        get: operations["listProjectFiles"];
        put?: never;
        /**
         * Add a file to a project
         * @description As to a card.
         */
        post: operations["createProjectFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import cards into a project
         * @description From a board of Trello (`trello`: JSON), a table with a card in each row (`csv`), or a project of this program
         *     (`boardwire`: JSON or zip): 25 MB and 20,000 cards at most. It goes on in the background. The same file again, or a
         *     newer one of the same board, brings only what is not there yet.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a project's labels
         * @description Oldest first.
         */
        get: operations["listLabels"];
        put?: never;
        /** Make a label */
        post: operations["createLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who is in a project */
        get: operations["listProjectMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add someone to a project, or change their role
         * @description Who comes from outside the team becomes its guest.
         */
        put: operations["putProjectMember"];
        post?: never;
        /**
         * Take someone out of a project
         * @description And off its cards. Anyone may take themselves out.
         */
        delete: operations["removeProjectMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a project's chat
         * @description Newest first.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Say something in a project's chat
         * @description Five times in 10 seconds at most. Who is mentioned is told.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far a project is
         * @description How many cards are to do, in progress and done, and how many are overdue: those that the caller may see and that are
         *     not archived.
         */
        get: operations["getProjectProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reminders/{reminder_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a reminder */
        delete: operations["deleteReminder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how a project goes
         * @description What was created and completed each day, how many cards of each kind there were at its end, how long things took, and
         *     what is overdue. It counts the cards that the caller may see.
         */
        get: operations["getProjectReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/team-performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far people are
         * @description The cards that each is assigned to, by where they stand. Everyone in a team may ask; each counts what they may see.
         */
        get: operations["getTeamPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/workload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how much people have to do
         * @description The open cards that each is assigned to, by priority. Everyone in a team may ask; each counts what they may see.
         */
        get: operations["getWorkload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my teams */
        get: operations["listTeams"];
        put?: never;
        /**
         * Make a team
         * @description Who makes it owns it.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a team */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Delete a team
         * @description With everything in it. Owners may.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        /** Change a team */
        patch: operations["updateTeam"];
        trace?: never;
    };
    "/api/v1/teams/{team_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a team's activity
         * @description Newest first; of boards that the caller may see.
         */
        get: operations["listTeamActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team_id}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the invitations to a team
         * @description Newest first, without those that were revoked; for its owners and admins.
         */
        get: operations["listTeamInvites"];
        put?: never;
        /**
         * Invite to a team
         * @description The token is shown this once; with `email` it is mailed as well, 20 times an hour at most.
         */
        post: operations["createTeamInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who is in a team */
        get: operations["listTeamMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add someone to a team, or change their role */
        put: operations["putTeamMember"];
        post?: never;
        /**
         * Take someone out of a team
         * @description And out of everything in it. Anyone may take themselves out.
         */
        delete: operations["removeTeamMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description For the instance admin.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my account */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /**
         * Delete my account
         * @description What I wrote stays, by “a former user”. 409 while I am the only owner of a team with others in it, or the only
         *     instance admin.
         */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /** Change my account */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/users/me/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the address of my calendar
         * @description For a calendar program: the due dates of cards that I am assigned to and that are not done (iCalendar, RFC 5545). Whoever
         *     has the address can read it, so it is shown this once; making another ends the one before. An API token is not good for
         *     this.
         */
        post: operations["createCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my identities at providers
         * @description Each of them lets me in.
         */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/identities/{identity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unlink an identity
         * @description It lets nobody in any more. 409 where nothing else would let me in: set a password first, by “forgot password”.
         */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my notification settings */
        get: operations["getNotificationSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my notification settings */
        patch: operations["updateNotificationSettings"];
        trace?: never;
    };
    "/api/v1/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password
         * @description Ends my other sessions, and gives up an address of mine that waits to be verified. API tokens stay.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my API tokens */
        get: operations["listApiTokens"];
        put?: never;
        /**
         * Make an API token
         * @description The token is shown this once. It is good wherever an access token is, as far as its scope goes, but never for
         *     signing in and out, passwords, addresses or tokens.
         */
        post: operations["createApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API token
         * @description It stops working at once, and the sockets that were opened with it close.
         */
        delete: operations["revokeApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description For the instance admin.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete an account
         * @description For the instance admin. What its owner wrote stays, by “a former user”.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change an account
         * @description For the instance admin. Disabling it ends its sessions, API tokens and sockets at once.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/ws/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket for a WebSocket
         * @description Good once, for 30 seconds: open `/ws/notifications?ticket=…` (or `/ws/boards/…`,
         *     `/ws/projects/…`). For browsers, which can send no header there.
         */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Where one is now a member. */
        AcceptedInvite: {
            /** @description `null` where it led to a team. */
            board: components["schemas"]["Board"] | (null);
            /** @description `null` where it led to a team. */
            project: components["schemas"]["Project"] | (null);
            team: components["schemas"]["Team"] | (null);
        };
        /** @description Something that happened. */
        Activity: {
            /** @description Who did it; `null` where nobody in particular did. */
            actor: components["schemas"]["Person"] | (null);
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            board_id: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            card_id: string | null;
            /** @description The same as data; which depends on the name. */
            data: unknown;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a80
             */
            id: string;
            /**
             * @description What happened; the names of the events on sockets.
             * @example card.assigned
             */
            name: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string | null;
            /**
             * Format: int64
             * @description Its number in the stream of its board (of its project, where it belongs to no board); `null` for a team's.
             * @example 41
             */
            seq: number | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            team_id: string | null;
            /**
             * @description The same in a sentence.
             * @example Ada assigned Grace to WEB-12 Write the release notes
             */
            text: string;
        };
        /** @description A token for a program. */
        ApiToken: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2027-02-19T09:30:00.000001Z
             */
            expires_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a12
             */
            id: string;
            /**
             * Format: date-time
             * @description To the minute; `null` where it never was.
             * @example 2026-11-21T09:45:00.000001Z
             */
            last_used_at: string | null;
            /** @example Nightly export */
            name: string;
            /** @example read */
            scope: components["schemas"]["TokenScope"];
        };
        /** @description Someone who works on a card. */
        Assignee: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            assigned_at: string;
            /** @example ada */
            handle: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10
             */
            id: string;
            /** @example Ada Lovelace */
            name: string;
        };
        /** @enum {string} */
        AuditAction: "account.created" | "account.signed_in" | "account.sign_in_failed" | "account.password_changed" | "account.password_reset" | "account.totp_enabled" | "account.totp_removed" | "account.totp_refused" | "account.recovery_code_used" | "account.email_change_asked" | "account.email_changed" | "account.role_changed" | "account.changed" | "account.disabled" | "account.enabled" | "account.deleted" | "api_token.created" | "api_token.revoked" | "calendar.created" | "identity.linked" | "identity.unlinked" | "team.member_added" | "team.role_changed" | "team.member_removed" | "project.member_added" | "project.role_changed" | "project.member_removed" | "board.rights_changed" | "invite.created" | "invite.revoked" | "job.retried" | "job.discarded" | "schedule.run" | "address.released" | "instance.backed_up" | "instance.restored";
        /** @description Something that someone may have to answer for. Entries are never changed. */
        AuditEntry: {
            /** @example job.retried */
            action: components["schemas"]["AuditAction"];
            /** @description Who did it, as they were called then; `null` at the command line, and where nobody was signed in. */
            actor: components["schemas"]["Person"] | (null);
            /**
             * @description Where the request came from.
             * @example 203.0.113.9
             */
            address: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            at: string;
            /**
             * @description What else there is to know; which members there are depends on the action.
             * @example {
             *       "kind": "email",
             *       "queue": "mail",
             *       "state": "dead"
             *     }
             */
            details: unknown;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0
             */
            id: string;
            /** @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac1 */
            request_id: string | null;
            /** @description What it was done to. */
            target: components["schemas"]["AuditTarget"] | (null);
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string | null;
            /**
             * @description How it came in.
             * @example api
             */
            via: components["schemas"]["Via"];
        };
        AuditTarget: {
            /**
             * @description Its id, or name.
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0
             */
            id: string;
            /**
             * @description `user`, `team`, `project`, `job` or `schedule`.
             * @example job
             */
            kind: string;
        };
        /** @description Columns with cards in them. */
        Board: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description Markdown.
             * @example
             */
            description: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            id: string;
            /** @example Website */
            name: string;
            /**
             * @description What the caller may do on it.
             * @example [
             *       "board_view",
             *       "board_comment",
             *       "board_write"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
            /**
             * @description What happens when a column is over its limit.
             * @example warn
             */
            wip_mode: components["schemas"]["WipMode"];
        };
        /** @description A link that lets people into a board's project. */
        BoardInvite: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            board_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description Where it was mailed to.
             * @example grace@example.org
             */
            email: string | null;
            /**
             * Format: date-time
             * @example 2026-11-28T09:30:00.000001Z
             */
            expires_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0
             */
            id: string;
            /**
             * Format: int64
             * @description How many people may come by it; `null`: as many as want to.
             * @example 1
             */
            max_uses: number | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string | null;
            /**
             * @description What one becomes in the project by it; it never lowers a role.
             * @example member
             */
            role: components["schemas"]["ProjectRole"];
            /** @example open */
            state: components["schemas"]["InviteState"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            team_id: string;
            /** @description What accepts it, for whoever knows it. Only in the answer that made it, else `null`. */
            token: string | null;
            /** @description The page that it is accepted on. Only in the answer that made it, else `null`. */
            url: string | null;
            /**
             * Format: int64
             * @example 0
             */
            uses: number;
        };
        /** @description Someone's part in a board, with what they may do there. */
        BoardMember: {
            /**
             * @example [
             *       "board_view",
             *       "board_comment",
             *       "board_write"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description `null` for who sees it by their role in the team alone.
             * @example member
             */
            role: components["schemas"]["ProjectRole"] | (null);
            user: components["schemas"]["Person"];
        };
        /** @description How the caller wants to see a board. It is theirs alone. */
        BoardPreferences: {
            /** @example #0e8a16 */
            color: string | null;
            /**
             * @description Whether they hear of what happens on it; `false` is the same as its being in `muted_boards` of their
             *     notification settings.
             * @example true
             */
            notifications: boolean;
            /**
             * @description Whether it comes first among their boards.
             * @example true
             */
            pinned: boolean;
            /**
             * @description Their own title for it.
             * @example What matters
             */
            title: string | null;
        };
        /** @description A board in few words. */
        BoardSummary: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            id: string;
            /** @example Website */
            name: string;
        };
        /** @description The private address of a calendar. */
        Calendar: {
            /**
             * @description For a calendar program to subscribe to.
             * @example https://boards.example.org/calendar/5CqyHk2o9Yv1sGfWm0bZtA3xJdR8uLpN6eTiQwKcVhE.ics
             */
            url: string;
        };
        /** @description Something to be done. */
        Card: {
            /**
             * Format: date-time
             * @example null
             */
            archived_at: string | null;
            assignees: components["schemas"]["Assignee"][];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            board_id: string;
            checklist: components["schemas"]["ChecklistCount"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50
             */
            column_id: string;
            /**
             * Format: int64
             * @example 0
             */
            comments_count: number;
            /**
             * Format: date-time
             * @example null
             */
            completed_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description Markdown.
             * @example For people, not for the changelog.
             */
            description: string;
            /**
             * @description What was set: a date (all day, in the setter's time zone) or a date-time.
             * @example 2026-12-24
             */
            due: string | null;
            /**
             * Format: date-time
             * @description The instant it falls due.
             * @example 2026-12-24T23:00:00Z
             */
            due_at: string | null;
            /**
             * Format: int64
             * @example 0
             */
            files_count: number;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            id: string;
            /**
             * @description Short, per project.
             * @example WEB-12
             */
            key: string;
            labels: components["schemas"]["CardLabel"][];
            /**
             * @description Opaque; the cards of a column are in the bytewise order of it.
             * @example V
             */
            position: string;
            /** @example high */
            priority: components["schemas"]["Priority"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description Its column's kind.
             * @example in_progress
             */
            status: components["schemas"]["ColumnKind"];
            /** @example Write the release notes */
            title: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
            /**
             * Format: int64
             * @example 1
             */
            watchers_count: number;
        };
        /** @description A label as a card shows it. */
        CardLabel: {
            /** @example #d73a4a */
            color: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a70
             */
            id: string;
            /** @example bug */
            name: string;
        };
        /** @description A card in a line of a report. */
        CardLine: {
            assignees: components["schemas"]["Person"][];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            board_id: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50
             */
            column_id: string;
            /**
             * @description A date (all day, in the setter's time zone) or a date-time.
             * @example 2026-11-20
             */
            due: string | null;
            /**
             * Format: date-time
             * @description The instant it falls due.
             * @example 2026-11-20T23:00:00Z
             */
            due_at: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            id: string;
            /** @example WEB-12 */
            key: string;
            /** @example high */
            priority: components["schemas"]["Priority"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description Its column's kind.
             * @example in_progress
             */
            status: components["schemas"]["ColumnKind"];
            /** @example Write the release notes */
            title: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
        };
        /** @enum {string} */
        CardSort: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "due_at" | "-due_at" | "priority" | "-priority";
        /** @description A card in few words. */
        CardSummary: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            id: string;
            /** @example WEB-12 */
            key: string;
            /** @example Write the release notes */
            title: string;
        };
        /**
         * @description Another password.
         * @example {
         *       "current_password": "tall-giraffe-sings",
         *       "new_password": "brisk-lantern-hums"
         *     }
         */
        ChangePassword: {
            /** @example tall-giraffe-sings */
            current_password: string;
            /**
             * @description 10 characters at least, and not easy to guess.
             * @example brisk-lantern-hums
             */
            new_password: string;
        };
        /** @description How one kind of notification is told. */
        Channels: {
            /** @example true */
            email: boolean;
            /** @example true */
            in_app: boolean;
        };
        /** @description How much of a card's checklist is done. */
        ChecklistCount: {
            /**
             * Format: int64
             * @example 1
             */
            done: number;
            /**
             * Format: int64
             * @example 3
             */
            total: number;
        };
        /** @description Something to tick off on a card. */
        ChecklistItem: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            card_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /** @example false */
            done: boolean;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0
             */
            id: string;
            /**
             * @description Opaque; the items of a card are in the bytewise order of it.
             * @example V
             */
            position: string;
            /** @example Ask for a review */
            text: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
        };
        /** @description Where cards are. */
        Column: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            board_id: string;
            /**
             * Format: int64
             * @description How many cards it holds, archived ones aside.
             * @example 2
             */
            cards_count: number;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50
             */
            id: string;
            /**
             * @description What being in it means; reports, progress and reminders go by it.
             * @example in_progress
             */
            kind: components["schemas"]["ColumnKind"];
            /** @example In Progress */
            name: string;
            /**
             * @description Opaque; columns are in the bytewise order of it.
             * @example V
             */
            position: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
            /**
             * Format: int64
             * @description How many cards it should hold at most.
             * @example 3
             */
            wip_limit: number | null;
        };
        /** @enum {string} */
        ColumnKind: "todo" | "in_progress" | "done";
        /** @description What someone says about a card. */
        Comment: {
            author: components["schemas"]["Person"];
            /**
             * @description Markdown; `@handle` mentions.
             * @example @grace, can you look at this?
             */
            body: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            card_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a90
             */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
        };
        /**
         * @description That one's app makes the codes.
         * @example {
         *       "code": "123 456"
         *     }
         */
        ConfirmTotp: {
            /**
             * @description Six digits; blanks in it are fine.
             * @example 123 456
             */
            code: string;
        };
        /**
         * @description What is different about a copy.
         * @example {
         *       "title": "Write the release notes, again"
         *     }
         */
        CopyCard: {
            /**
             * Format: uuid
             * @description A column of the same board; the card's own when left out.
             */
            column_id?: string;
            /**
             * @description The card's own when left out.
             * @example Write the release notes, again
             */
            title?: string;
        };
        /**
         * @description What a new token is for.
         * @example {
         *       "name": "Nightly export",
         *       "scope": "read"
         *     }
         */
        CreateApiToken: {
            /**
             * Format: date-time
             * @description In 90 days, when left out.
             */
            expires_at?: string;
            /** @example Nightly export */
            name: string;
            /**
             * @description `read` is good for safe methods only; `admin` also for what only the instance admin may do.
             * @example read
             */
            scope: components["schemas"]["TokenScope"];
        };
        /**
         * @description A new board.
         * @example {
         *       "description": "What goes out when.",
         *       "name": "Releases"
         *     }
         */
        CreateBoard: {
            /**
             * @description Markdown.
             * @example What goes out when.
             */
            description?: string | null;
            /** @example Releases */
            name: string;
        };
        /**
         * @description A new invitation to a board.
         * @example {
         *       "email": "grace@example.org",
         *       "max_uses": 1,
         *       "role": "member"
         *     }
         */
        CreateBoardInvite: {
            /**
             * @description Where to mail it. Without it, pass the link on yourself.
             * @example grace@example.org
             */
            email?: string | null;
            /**
             * Format: date-time
             * @description In 7 days when left out; within a year.
             */
            expires_at?: string | null;
            /**
             * Format: int32
             * @description How many people may come by it. When left out: one where it is mailed, else as many as want to.
             * @example 1
             */
            max_uses?: number | null;
            /**
             * @description What one becomes in the board's project; no more than one holds oneself.
             * @example member
             */
            role: components["schemas"]["ProjectRole"];
        };
        /**
         * @description A new card, put at the end of its column.
         * @example {
         *       "description": "For people, not for the changelog.",
         *       "due": "2026-12-24",
         *       "priority": "high",
         *       "title": "Write the release notes"
         *     }
         */
        CreateCard: {
            /** @description Who works on it: people who can see the board. */
            assignees?: string[] | null;
            /**
             * @description Markdown.
             * @example For people, not for the changelog.
             */
            description?: string | null;
            /**
             * @description A date (all day, in the caller's time zone) or a date-time.
             * @example 2026-12-24
             */
            due?: string | null;
            labels?: string[] | null;
            /** @example high */
            priority?: components["schemas"]["Priority"] | (null);
            /** @example Write the release notes */
            title: string;
        };
        /**
         * @description A new item, put below the others.
         * @example {
         *       "done": false,
         *       "text": "Ask for a review"
         *     }
         */
        CreateChecklistItem: {
            /** @example false */
            done?: boolean;
            /**
             * @description One line, up to 1,000 characters.
             * @example Ask for a review
             */
            text: string;
        };
        /**
         * @description A new column, put after the others.
         * @example {
         *       "kind": "in_progress",
         *       "name": "Review",
         *       "wip_limit": 3
         *     }
         */
        CreateColumn: {
            /**
             * @description What being in it means.
             * @example in_progress
             */
            kind: components["schemas"]["ColumnKind"];
            /** @example Review */
            name: string;
            /**
             * Format: int64
             * @description How many cards it should hold at most, 1 to 10,000.
             * @example 3
             */
            wip_limit?: number | null;
        };
        /**
         * @description A new comment.
         * @example {
         *       "body": "Looks good to me."
         *     }
         */
        CreateComment: {
            /**
             * @description Markdown; `@handle` mentions.
             * @example Looks good to me.
             */
            body: string;
        };
        /**
         * @description A new label.
         * @example {
         *       "color": "#d73a4a",
         *       "name": "bug"
         *     }
         */
        CreateLabel: {
            /**
             * @description `#rrggbb`.
             * @example #d73a4a
             */
            color: string;
            /**
             * @description Used once in a project, however it is written.
             * @example bug
             */
            name: string;
        };
        /**
         * @description Something to say.
         * @example {
         *       "text": "@grace, we ship today!"
         *     }
         */
        CreateMessage: {
            /**
             * @description Up to 4,000 characters; `@handle` mentions.
             * @example @grace, we ship today!
             */
            text: string;
        };
        /**
         * @description A new project.
         * @example {
         *       "deadline": "2026-12-24",
         *       "description": "The new website.",
         *       "name": "Website",
         *       "visibility": "private"
         *     }
         */
        CreateProject: {
            /**
             * Format: date
             * @example 2026-12-24
             */
            deadline?: string | null;
            /**
             * @description Markdown.
             * @example The new website.
             */
            description?: string | null;
            /** @description The prefix of its cards' keys: 2 to 10 letters and digits. Made from the name when left out. */
            key?: string | null;
            /** @example Website */
            name: string;
            /**
             * Format: uuid
             * @description The caller's personal team when left out.
             */
            team_id?: string | null;
            /**
             * @description `private` when left out.
             * @example private
             */
            visibility?: components["schemas"]["Visibility"] | (null);
        };
        /**
         * @description When to be reminded: at a time, or some time before the card falls due; one of the two.
         * @example {
         *       "before_due": "PT24H"
         *     }
         */
        CreateReminder: {
            /** Format: date-time */
            at?: string | null;
            /**
             * @description An ISO 8601 duration in weeks, days, hours, minutes and seconds. It moves along with the due date.
             * @example PT24H
             */
            before_due?: string | null;
        };
        /**
         * @description A new team.
         * @example {
         *       "description": "Everything that has pixels.",
         *       "name": "Web"
         *     }
         */
        CreateTeam: {
            /**
             * @description Markdown.
             * @example Everything that has pixels.
             */
            description?: string | null;
            /** @example Web */
            name: string;
        };
        /**
         * @description A new invitation to a team.
         * @example {
         *       "email": "grace@example.org",
         *       "max_uses": 1,
         *       "role": "member"
         *     }
         */
        CreateTeamInvite: {
            /**
             * @description Where to mail it. Without it, pass the link on yourself.
             * @example grace@example.org
             */
            email?: string | null;
            /**
             * Format: date-time
             * @description In 7 days when left out; within a year.
             */
            expires_at?: string | null;
            /**
             * Format: int32
             * @description How many people may come by it. When left out: one where it is mailed, else as many as want to.
             * @example 1
             */
            max_uses?: number | null;
            /**
             * @description What one becomes in the team; only owners make owners.
             * @example member
             */
            role: components["schemas"]["TeamRole"];
        };
        /**
         * @description What the ticket is for.
         * @example {
         *       "scope": "notifications"
         *     }
         */
        CreateTicket: {
            /**
             * Format: uuid
             * @description With the scope `board`.
             */
            board_id?: string;
            /**
             * Format: uuid
             * @description With the scope `project`.
             */
            project_id?: string;
            /** @example notifications */
            scope: components["schemas"]["StreamScope"];
        };
        /** @description Where one begins the day. */
        Dashboard: {
            /** @description And those that fall due within seven days, the next first; at most 20. */
            due_soon: components["schemas"]["CardLine"][];
            /**
             * @description Of the cards that the reader is assigned to and are not done: those whose due date has passed, the longest first; at
             *     most 20.
             */
            overdue: components["schemas"]["CardLine"][];
            /** @description The reader's projects, oldest first; at most 200. */
            project_progress: components["schemas"]["ProjectProgress"][];
            /** @description Cards that the reader is assigned to or did something about lately, what changed last first; at most 20. */
            recent_cards: components["schemas"]["CardLine"][];
            /**
             * Format: int64
             * @description How many notifications are unread in all.
             * @example 3
             */
            unread_count: number;
            /** @description The latest of them; at most 10. */
            unread_notifications: components["schemas"]["Notification"][];
        };
        /** @description A day of a project. */
        DayFigures: {
            /**
             * Format: int64
             * @description Cards completed on it that are still done, whether archived since or not.
             * @example 2
             */
            completed: number;
            /**
             * Format: int64
             * @description Cards made on it, whether archived since or not.
             * @example 4
             */
            created: number;
            /**
             * Format: date
             * @example 2026-11-21
             */
            date: string;
            /**
             * Format: int64
             * @example 4
             */
            done: number;
            /**
             * Format: int64
             * @example 3
             */
            in_progress: number;
            /**
             * Format: int64
             * @description How many were to do when it ended, or are now if it has not.
             * @example 5
             */
            todo: number;
        };
        /**
         * @description What to change of a board; what is left out stays.
         * @example {
         *       "description": "What goes out when.",
         *       "name": "Releases 2027",
         *       "wip_mode": "block"
         *     }
         */
        EditBoard: {
            /** @example What goes out when. */
            description?: string;
            /** @example Releases 2027 */
            name?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
            /**
             * @description What happens when a column is over its limit.
             * @example block
             */
            wip_mode?: components["schemas"]["WipMode"];
        };
        /**
         * @description What to change of someone's rights on a board; what is left out stays.
         * @example {
         *       "grant": [
         *         "board_write"
         *       ],
         *       "revoke": [],
         *       "role": "viewer"
         *     }
         */
        EditBoardMember: {
            /**
             * @description Added to what the role gives. Takes the place of what was granted before.
             * @example [
             *       "board_write"
             *     ]
             */
            grant?: components["schemas"]["Permission"][];
            /**
             * @description Taken from what the role and `grant` give. Takes the place of what was revoked before.
             * @example []
             */
            revoke?: components["schemas"]["Permission"][];
            /**
             * @description Takes the place of the project role on this board; `null`: the project role counts again.
             * @example viewer
             */
            role?: components["schemas"]["ProjectRole"] | (null);
        };
        /**
         * @description What to change of how I see a board; what is left out stays.
         * @example {
         *       "color": "#0e8a16",
         *       "notifications": true,
         *       "pinned": true,
         *       "title": "What matters"
         *     }
         */
        EditBoardPreferences: {
            /**
             * @description `#rrggbb`; `null`: none.
             * @example #0e8a16
             */
            color?: string | null;
            /**
             * @description `false` mutes it: the same as naming it in `muted_boards` of my notification settings.
             * @example true
             */
            notifications?: boolean;
            /**
             * @description Whether it comes first among my boards.
             * @example true
             */
            pinned?: boolean;
            /**
             * @description My own title for it; `null`: its name.
             * @example What matters
             */
            title?: string | null;
        };
        /**
         * @description What to change of a card; what is left out stays.
         * @example {
         *       "archived": false,
         *       "description": "For people, not for the changelog.",
         *       "due": "2026-12-31T12:00:00Z",
         *       "priority": "urgent",
         *       "title": "Write the release notes"
         *     }
         */
        EditCard: {
            /**
             * @description `true` archives, `false` restores.
             * @example false
             */
            archived?: boolean;
            /**
             * @description Markdown.
             * @example For people, not for the changelog.
             */
            description?: string;
            /**
             * @description A date (all day, in the caller's time zone) or a date-time; `null` takes it away.
             * @example 2026-12-31T12:00:00Z
             */
            due?: string | null;
            /** @example urgent */
            priority?: components["schemas"]["Priority"];
            /** @example Write the release notes */
            title?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description How one kind of notification is to be told.
         * @example {}
         */
        EditChannels: {
            email?: boolean;
            in_app?: boolean;
        };
        /**
         * @description What to change of an item; what is left out stays. One of `before`, `after` and `position` moves it.
         * @example {
         *       "done": true,
         *       "position": 0,
         *       "text": "Ask Grace for a review"
         *     }
         */
        EditChecklistItem: {
            /** Format: uuid */
            after?: string;
            /** Format: uuid */
            before?: string;
            /** @example true */
            done?: boolean;
            /**
             * Format: int32
             * @description An index, 0 for the first place.
             * @example 0
             */
            position?: number;
            /**
             * @description One line, up to 1,000 characters.
             * @example Ask Grace for a review
             */
            text?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description What to change of a column; what is left out stays.
         * @example {
         *       "kind": "in_progress",
         *       "name": "In review",
         *       "wip_limit": 5
         *     }
         */
        EditColumn: {
            /** @example in_progress */
            kind?: components["schemas"]["ColumnKind"];
            /** @example In review */
            name?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
            /**
             * Format: int64
             * @description `null` takes it away.
             * @example 5
             */
            wip_limit?: number | null;
        };
        /**
         * @description A comment's new text.
         * @example {
         *       "body": "Looks very good to me."
         *     }
         */
        EditComment: {
            /**
             * @description Markdown; `@handle` mentions.
             * @example Looks very good to me.
             */
            body: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description What to change of a label; what is left out stays.
         * @example {
         *       "color": "#b60205",
         *       "name": "defect"
         *     }
         */
        EditLabel: {
            /**
             * @description `#rrggbb`.
             * @example #b60205
             */
            color?: string;
            /** @example defect */
            name?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description What to change of one's account; what is left out stays.
         * @example {
         *       "locale": "en-GB",
         *       "name": "Ada King",
         *       "time_zone": "Europe/London"
         *     }
         */
        EditMe: {
            /** @description Needed with another email. */
            current_password?: string;
            /** @description Counts once it is verified by the link that is mailed to it; until then it is `new_email`. */
            email?: string;
            /** @description 2 to 39 of `a-z0-9_-`. */
            handle?: string;
            /**
             * @description Language tag (BCP 47).
             * @example en-GB
             */
            locale?: string;
            /** @example Ada King */
            name?: string;
            /**
             * @description IANA name.
             * @example Europe/London
             */
            time_zone?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description Whether a notification counts as read.
         * @example {
         *       "read": true
         *     }
         */
        EditNotification: {
            /** @example true */
            read: boolean;
        };
        /**
         * @description What to change; what is left out stays, also inside `kinds`.
         * @example {
         *       "digest_hour": 8,
         *       "due_soon": "PT24H",
         *       "email_mode": "daily",
         *       "kinds": {
         *         "moved": {
         *           "email": false
         *         }
         *       },
         *       "quiet_hours": {
         *         "from": "22:00",
         *         "to": "07:00"
         *       }
         *     }
         */
        EditNotificationSettings: {
            /**
             * Format: int32
             * @description 0 to 23, on the person's clock.
             * @example 8
             */
            digest_hour?: number;
            /**
             * @description ISO 8601 duration, PT5M to P30D.
             * @example PT24H
             */
            due_soon?: string;
            /** @example daily */
            email_mode?: components["schemas"]["EmailMode"];
            /**
             * @description By kind of notification. Mail about `security` cannot be turned off.
             * @example {
             *       "moved": {
             *         "email": false
             *       }
             *     }
             */
            kinds?: {
                [key: string]: components["schemas"]["EditChannels"];
            };
            muted_boards?: string[];
            /** @description All of them: what is not in it is not muted any more. */
            muted_projects?: string[];
            /**
             * @description `null`: none.
             * @example {
             *       "from": "22:00",
             *       "to": "07:00"
             *     }
             */
            quiet_hours?: components["schemas"]["EditQuietHours"] | (null);
            unsubscribed_boards?: string[];
            unsubscribed_cards?: string[];
        };
        /**
         * @description What to change of a project; what is left out stays.
         * @example {
         *       "deadline": "2027-01-31",
         *       "description": "The newer website.",
         *       "name": "Website 2.0",
         *       "status": "in_progress",
         *       "visibility": "team"
         *     }
         */
        EditProject: {
            /**
             * Format: date
             * @description `null` takes it away.
             * @example 2027-01-31
             */
            deadline?: string | null;
            /** @example The newer website. */
            description?: string;
            /** @example Website 2.0 */
            name?: string;
            /** @example in_progress */
            status?: components["schemas"]["ProjectStatus"];
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
            /** @example team */
            visibility?: components["schemas"]["Visibility"];
        };
        /**
         * @description When no mail is to come, on the person's clock.
         * @example {
         *       "from": "22:00",
         *       "to": "07:00"
         *     }
         */
        EditQuietHours: {
            /**
             * @description `HH:MM`.
             * @example 22:00
             */
            from: string;
            /**
             * @description `HH:MM`; it may be on the next day.
             * @example 07:00
             */
            to: string;
        };
        /**
         * @description What to change of a team; what is left out stays.
         * @example {
         *       "description": "Everything that has pixels.",
         *       "name": "Web and apps"
         *     }
         */
        EditTeam: {
            /** @example Everything that has pixels. */
            description?: string;
            /** @example Web and apps */
            name?: string;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description What to change of somebody's account; what is left out stays.
         * @example {
         *       "disabled": false,
         *       "email": "ada@example.com",
         *       "name": "Ada King",
         *       "role": "member"
         *     }
         */
        EditUser: {
            /**
             * @description Ends every session and API token at once.
             * @example false
             */
            disabled?: boolean;
            /**
             * @description Counts at once; the old address is told.
             * @example ada@example.com
             */
            email?: string;
            /** @example Ada King */
            name?: string;
            /** @example member */
            role?: components["schemas"]["InstanceRole"];
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /** @enum {string} */
        EmailMode: "instant" | "daily";
        /** @description That no mail is sent to an address. */
        EmailSuppression: {
            /**
             * @description What the mail server said last.
             * @example permanent error (550): 5.1.1 No such user
             */
            answer: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            since: string;
        };
        /** @enum {string} */
        ExportFormat: "json" | "csv" | "zip";
        /** @description What is wrong with one field or query parameter. */
        FieldError: {
            /** @example is required */
            detail: string;
            /**
             * @description JSON Pointer into the body, or a slash and the name of the query parameter.
             * @example /title
             */
            pointer: string;
        };
        /** @description A file of a card or of a project. */
        File: {
            /**
             * Format: uuid
             * @description `null`: it is the project's own.
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            card_id: string | null;
            /** @example https://boards.example.org/api/v1/files/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0/content */
            content_url: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0
             */
            id: string;
            /**
             * @description What its content is.
             * @example image/png
             */
            media_type: components["schemas"]["MediaType"];
            /**
             * @description As its sender named it.
             * @example plan.png
             */
            name: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description Of the content, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * Format: int64
             * @description In bytes.
             * @example 48213
             */
            size: number;
            /**
             * @description Of an image, once its thumbnail has been made.
             * @example https://boards.example.org/api/v1/files/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0/thumbnail
             */
            thumbnail_url: string | null;
        };
        /** @description A form with one file. */
        FileForm: {
            /**
             * Format: binary
             * @description The file, with its name.
             */
            file: string;
        };
        /**
         * @description Who forgot their password.
         * @example {
         *       "email": "ada@example.org"
         *     }
         */
        ForgotPassword: {
            /** @example ada@example.org */
            email: string;
        };
        /** @description Who somebody is at an OpenID provider. */
        Identity: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * @description The address there, where the provider told it.
             * @example ada@example.org
             */
            email: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a13
             */
            id: string;
            /** @example https://id.example.org */
            issuer: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:45:00.000001Z
             */
            last_used_at: string | null;
            /**
             * @description As in the address that begins a sign-in with it.
             * @example company
             */
            provider: string;
            /**
             * @description As people know it.
             * @example Company
             */
            provider_name: string;
        };
        /** @description Cards on their way in from a file. */
        Import: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description As its sender named it.
             * @example board.json
             */
            file_name: string;
            /**
             * Format: date-time
             * @example null
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10
             */
            id: string;
            progress: components["schemas"]["ImportProgress"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description Why it failed.
             * @example null
             */
            reason: string | null;
            report: components["schemas"]["ImportReport"];
            /**
             * @description What the file was written by.
             * @example trello
             */
            source: components["schemas"]["ImportSource"];
            /**
             * @description `queued`, then `running`, then `done` or `failed`.
             * @example running
             */
            state: components["schemas"]["ImportState"];
        };
        /** @description An import that was begun. */
        ImportBegun: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10
             */
            id: string;
            /** @example queued */
            state: components["schemas"]["ImportState"];
        };
        /** @description A form with one file and what that was written by. */
        ImportForm: {
            /**
             * Format: binary
             * @description The file, with its name.
             */
            file: string;
            /** @description What the file was written by. */
            source: components["schemas"]["ImportSource"];
        };
        /** @description Something that could not come over. */
        ImportLeftOut: {
            /**
             * Format: int64
             * @example 3
             */
            count: number;
            /**
             * @description Which one, where it is one; of a row of a table, its line.
             * @example null
             */
            name: string | null;
            /**
             * @description What kind of thing.
             * @example attachment
             */
            what: string;
            /** @example its content is not in the file */
            why: string;
        };
        /** @description How far an import is, in cards, and files where it brings some. */
        ImportProgress: {
            /**
             * Format: int64
             * @example 200
             */
            done: number;
            /**
             * Format: int64
             * @description 0 until the file has been read.
             * @example 500
             */
            total: number;
        };
        /** @description What came of an import so far. */
        ImportReport: {
            /**
             * Format: int64
             * @description How many cards it made.
             * @example 180
             */
            created: number;
            /** @description What could not come over; at most 200 entries and one that counts the others. */
            left_out: components["schemas"]["ImportLeftOut"][];
            /**
             * Format: int64
             * @description How many cards were there already, and stayed as they were.
             * @example 20
             */
            skipped: number;
        };
        /** @enum {string} */
        ImportSource: "trello" | "csv" | "boardwire";
        /** @enum {string} */
        ImportState: "queued" | "running" | "done" | "failed";
        /** @enum {string} */
        InstanceRole: "admin" | "member";
        /** @description What an invitation leads to. */
        InviteInfo: {
            /** @description `null` where it leads to the team. */
            board: components["schemas"]["BoardSummary"] | (null);
            /**
             * Format: date-time
             * @example 2026-11-28T09:30:00.000001Z
             */
            expires_at: string;
            invited_by: components["schemas"]["Person"];
            /** @description `null` where it leads to the team. */
            project: components["schemas"]["ProjectSummary"] | (null);
            /**
             * @description What one becomes: in the project where there is a board, else in the team.
             * @example member
             */
            role: string;
            team: components["schemas"]["TeamSummary"];
        };
        /** @enum {string} */
        InviteState: "open" | "spent" | "expired";
        /** @description A background job. */
        Job: {
            /**
             * Format: int64
             * @description How many attempts have ended.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * @description At most one job ever has this key.
             * @example null
             */
            dedupe_key: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:02.000001Z
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0
             */
            id: string;
            /** @example email */
            kind: string;
            /**
             * @description What the last attempt that failed said.
             * @example 550 5.1.1 No such user
             */
            last_error: string | null;
            /**
             * Format: date-time
             * @description While it runs: when its worker counts as lost unless it is heard of before.
             * @example null
             */
            lease_until: string | null;
            /**
             * Format: int64
             * @description How often in a row its process was lost while it ran; after the fifth time it is dead.
             * @example 0
             */
            losses: number;
            /**
             * Format: int64
             * @description After this many that failed it is dead.
             * @example 200
             */
            max_attempts: number;
            /**
             * @description Ids of what it is about, never texts or secrets.
             * @example {
             *       "delivery_id": "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab1"
             *     }
             */
            payload: unknown;
            /**
             * Format: int64
             * @description Those above 0 go before others of their queue.
             * @example 0
             */
            priority: number;
            /** @example mail */
            queue: string;
            /**
             * Format: date-time
             * @description From when on it may run.
             * @example 2026-11-21T09:30:00.000001Z
             */
            run_at: string;
            /**
             * @description A job that waits for a later time is `ready` with a `run_at` in the future.
             * @example dead
             */
            state: components["schemas"]["JobState"];
            /**
             * @description What to look for in the log: the request that led to the job has the same.
             * @example 4bf92f3577b34da6a3ce929d0e0e4736
             */
            trace_id: string | null;
            /**
             * @description W3C Trace Context.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent: string | null;
        };
        /** @enum {string} */
        JobState: "ready" | "running" | "done" | "dead" | "discarded";
        /** @enum {string} */
        JobsAsked: "ready" | "scheduled" | "running" | "done" | "dead" | "discarded";
        /** @description What the cards of a project are sorted by. */
        Label: {
            /**
             * @description `#rrggbb`, in lower case.
             * @example #d73a4a
             */
            color: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a70
             */
            id: string;
            /**
             * @description Used once in a project, however it is written.
             * @example bug
             */
            name: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
        };
        /** @description A board among all of the caller's. */
        ListedBoard: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description Markdown.
             * @example
             */
            description: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40
             */
            id: string;
            /** @example Website */
            name: string;
            /**
             * @description What the caller may do on it.
             * @example [
             *       "board_view",
             *       "board_comment",
             *       "board_write"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /** @description How the caller wants to see it. */
            preferences: components["schemas"]["BoardPreferences"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
            /** @example warn */
            wip_mode: components["schemas"]["WipMode"];
        };
        /**
         * @description Who signs in.
         * @example {
         *       "cookie": false,
         *       "email": "ada@example.org",
         *       "password": "tall-giraffe-sings"
         *     }
         */
        Login: {
            /**
             * @description For browsers: set the tokens as cookies that no script can read, instead of answering them.
             * @example false
             */
            cookie?: boolean;
            /**
             * @description The address or the handle.
             * @example ada@example.org
             */
            email: string;
            /** @example tall-giraffe-sings */
            password: string;
            /** @description Where the account has a second factor: a code of it, or a recovery code. */
            totp?: string | null;
        };
        /** @enum {string} */
        MediaType: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "application/pdf" | "text/plain" | "text/csv" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.spreadsheet" | "application/vnd.oasis.opendocument.presentation" | "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" | "application/zip";
        /** @description What someone said in a project's chat. */
        Message: {
            author: components["schemas"]["Person"];
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description `@handle` mentions.
             * @example @grace, we ship today!
             */
            text: string;
        };
        /**
         * @description Where to put a card: in which column, and there before or after another card or at an index; at the end when
         *     all three are left out.
         * @example {
         *       "position": 0,
         *       "status": "done"
         *     }
         */
        MoveCard: {
            /** Format: uuid */
            after?: string;
            /** Format: uuid */
            before?: string;
            /**
             * Format: uuid
             * @description Needed beside the column when that is on another board of the project.
             */
            board_id?: string;
            /** Format: uuid */
            column_id?: string;
            /**
             * Format: int32
             * @description An index, 0 for the first place.
             * @example 0
             */
            position?: number;
            /**
             * @description Instead of a column: the first of this kind.
             * @example done
             */
            status?: components["schemas"]["ColumnKind"];
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /**
         * @description Where to put a column: before or after another, or at an index. To the end when all are left out.
         * @example {
         *       "position": 0
         *     }
         */
        MoveColumn: {
            /** Format: uuid */
            after?: string;
            /** Format: uuid */
            before?: string;
            /**
             * Format: int32
             * @description An index, 0 for the first place.
             * @example 0
             */
            position?: number;
            /**
             * Format: int64
             * @description The version this change is based on; 409 if it is another by now.
             */
            version?: number;
        };
        /** @description A token when it is made, which is the only time that it is shown. */
        NewApiToken: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2027-02-19T09:30:00.000001Z
             */
            expires_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a12
             */
            id: string;
            /** @example Nightly export */
            name: string;
            /** @example read */
            scope: components["schemas"]["TokenScope"];
            /**
             * @description For `Authorization: Bearer`.
             * @example bw_xxAZjCpHt-fMCk8w-cH28qEA…
             */
            token: string;
        };
        /** @description What one-time codes are made from, when it is made: the only time that it is shown. */
        NewTotp: {
            /**
             * @description The same with what an app shows beside the code, for a QR code.
             * @example otpauth://totp/Boardwire%20boards.example.org:ada%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Boardwire%20boards.example.org
             */
            otpauth_url: string;
            /**
             * @description In base 32 (RFC 4648), for typing it into an app.
             * @example JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
             */
            secret: string;
        };
        /** @description Something a person is told. */
        Notification: {
            /** @description Who did it; `null` where nobody in particular did. */
            actor: components["schemas"]["Person"] | (null);
            board: components["schemas"]["BoardSummary"] | (null);
            /** @description `null` where it is about no card, or the reader may not see it any more. */
            card: components["schemas"]["CardSummary"] | (null);
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2aa0
             */
            id: string;
            /** @example assigned */
            kind: components["schemas"]["NotificationKind"];
            project: components["schemas"]["ProjectSummary"] | (null);
            /**
             * Format: date-time
             * @example null
             */
            read_at: string | null;
            /**
             * Format: int64
             * @description Its number in the person's stream.
             * @example 7
             */
            seq: number;
            /** @example Ada assigned you to WEB-12 Write the release notes */
            text: string;
            /**
             * @description Where to go from here.
             * @example https://boards.example.org/cards/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            url: string;
        };
        /** @enum {string} */
        NotificationKind: "assigned" | "unassigned" | "mentioned" | "commented" | "due_soon" | "overdue" | "due_changed" | "completed" | "moved" | "added_to_team" | "added_to_project" | "added_to_board" | "invited" | "chat_mentioned" | "reminder" | "security";
        /** @description A page of notifications. */
        NotificationPage: {
            items: components["schemas"]["Notification"][];
            /**
             * @description Give it back as `cursor` for what follows; `null` on the last page.
             * @example null
             */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description How many are unread in all.
             * @example 3
             */
            unread_count: number;
        };
        /** @description What a person wants to hear, and how. */
        NotificationSettings: {
            /**
             * Format: int32
             * @description When the day's mail comes: an hour from 0 to 23 on the person's clock.
             * @example 8
             */
            digest_hour: number;
            /**
             * @description How long before a card is due its followers hear of it: an ISO 8601 duration.
             * @example PT24H
             */
            due_soon: string;
            /**
             * @description `instant`: mail as things happen; `daily`: one mail a day with all news.
             * @example instant
             */
            email_mode: components["schemas"]["EmailMode"];
            /** @description By kind of notification, every kind there is. */
            kinds: {
                [key: string]: components["schemas"]["Channels"];
            };
            muted_boards: string[];
            /** @description Of these nothing is told, in the app or by mail. */
            muted_projects: string[];
            /**
             * @description When no mail is to come; what happens meanwhile is mailed at their end. Only reminders set for a time come all
             *     the same. `null`: none.
             */
            quiet_hours: components["schemas"]["QuietHours"] | (null);
            /** @description Of these no mail comes, while the app still tells. */
            unsubscribed_boards: string[];
            unsubscribed_cards: string[];
        };
        /** @description Who is there. */
        Online: {
            /** @description Everyone once, however many sockets they have open. */
            items: components["schemas"]["Person"][];
        };
        /** @description Open cards by priority. */
        OpenByPriority: {
            /**
             * Format: int64
             * @example 1
             */
            high: number;
            /**
             * Format: int64
             * @example 0
             */
            low: number;
            /**
             * Format: int64
             * @example 2
             */
            medium: number;
            /**
             * Format: int64
             * @example 1
             */
            none: number;
            /**
             * Format: int64
             * @example 0
             */
            urgent: number;
        };
        /** @enum {string} */
        Permission: "board_view" | "board_comment" | "board_write" | "board_manage" | "user_manage";
        /** @description A person inside another resource. */
        Person: {
            /**
             * @description What mentions are written with: `@ada`.
             * @example ada
             */
            handle: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10
             */
            id: string;
            /** @example Ada Lovelace */
            name: string;
        };
        /** @description The cards that someone is assigned to, archived ones aside. */
        PersonPerformance: {
            /**
             * Format: int64
             * @description How many of a hundred are done, in whole ones: 100 only when all are.
             * @example 50
             */
            completion_rate: number;
            /**
             * Format: int64
             * @example 4
             */
            done: number;
            /**
             * Format: int64
             * @example 1
             */
            in_progress: number;
            /**
             * Format: int64
             * @example 3
             */
            todo: number;
            /**
             * Format: int64
             * @example 8
             */
            total: number;
            user: components["schemas"]["Person"];
        };
        /** @description The cards that someone is assigned to and that are not done, archived ones aside. */
        PersonWorkload: {
            by_priority: components["schemas"]["OpenByPriority"];
            /**
             * Format: int64
             * @description How many there are.
             * @example 4
             */
            open: number;
            /**
             * Format: int64
             * @description Those whose due date has passed.
             * @example 1
             */
            overdue: number;
            user: components["schemas"]["Person"];
        };
        /** @enum {string} */
        Priority: "none" | "low" | "medium" | "high" | "urgent";
        /** @description An error (RFC 9457). */
        Problem: {
            /**
             * @description What went wrong, for a program; does not change.
             * @example invalid
             */
            code: string;
            /** @description With 409: the resource as it is now. */
            current?: unknown;
            /**
             * @description What went wrong, for a person.
             * @example title is required
             */
            detail: string;
            /** @description With 422: what is wrong with which field. */
            errors?: components["schemas"]["FieldError"][];
            /**
             * @description As in `X-Request-Id`.
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10
             */
            request_id?: string;
            /**
             * Format: int64
             * @description The HTTP status.
             * @example 422
             */
            status: number;
            /**
             * @description The status in words.
             * @example Unprocessable Entity
             */
            title: string;
            /**
             * @description `about:blank`: `code` tells problems apart.
             * @example about:blank
             */
            type: string;
        };
        /** @description Cards by where they stand: those that the reader may see, archived ones aside. */
        Progress: {
            /**
             * Format: int64
             * @example 4
             */
            done: number;
            /**
             * Format: int64
             * @example 3
             */
            in_progress: number;
            /**
             * Format: int64
             * @description Those not done whose due date has passed.
             * @example 1
             */
            overdue: number;
            /**
             * Format: int64
             * @description How many of a hundred are done, in whole ones: 100 only when all are.
             * @example 33
             */
            percent: number;
            /**
             * Format: int64
             * @example 5
             */
            todo: number;
            /**
             * Format: int64
             * @example 12
             */
            total: number;
        };
        /** @description Something a team works on. */
        Project: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * Format: date
             * @example 2026-12-24
             */
            deadline: string | null;
            /**
             * @description Markdown.
             * @example The new website.
             */
            description: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            id: string;
            /**
             * @description The prefix of its cards' keys.
             * @example WEB
             */
            key: string;
            /** @example Website */
            name: string;
            /**
             * @description What the caller may do in it.
             * @example [
             *       "board_view",
             *       "board_comment",
             *       "board_write",
             *       "board_manage",
             *       "user_manage"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description The caller's own role in it; `null` where they come by their team.
             * @example manager
             */
            role: components["schemas"]["ProjectRole"] | (null);
            /** @example in_progress */
            status: components["schemas"]["ProjectStatus"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            team_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
            /**
             * @description Who sees it beside its members: nobody, or everyone in its team but guests.
             * @example private
             */
            visibility: components["schemas"]["Visibility"];
        };
        /** @description Someone's part in a project. */
        ProjectMember: {
            /** @example member */
            role: components["schemas"]["ProjectRole"];
            user: components["schemas"]["Person"];
        };
        /** @description How far a project is. */
        ProjectProgress: {
            progress: components["schemas"]["Progress"];
            project: components["schemas"]["ProjectSummary"];
        };
        /** @description How a project went over some days. */
        ProjectReport: {
            /** @description From when a card was first in progress until it was completed, of those completed in these days. */
            cycle_time: components["schemas"]["TypicalTime"];
            /** @description Each day that has begun. */
            days: components["schemas"]["DayFigures"][];
            /**
             * Format: date
             * @example 2026-11-01
             */
            from: string;
            /** @description From when a card was made until it was completed, of those completed in these days. */
            lead_time: components["schemas"]["TypicalTime"];
            /** @description What is overdue now, the longest first; at most 100. */
            overdue: components["schemas"]["CardLine"][];
            /** @description As it is now, whichever days are asked for. */
            progress: components["schemas"]["Progress"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            project_id: string;
            /**
             * @description In which the days begin and end.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            to: string;
        };
        /** @enum {string} */
        ProjectRole: "manager" | "member" | "viewer";
        /** @enum {string} */
        ProjectStatus: "pending" | "in_progress" | "completed";
        /** @description A project in few words. */
        ProjectSummary: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30
             */
            id: string;
            /** @example Website */
            name: string;
        };
        /**
         * @description Someone's part in a project.
         * @example {
         *       "role": "member"
         *     }
         */
        PutProjectMember: {
            /** @example member */
            role: components["schemas"]["ProjectRole"];
        };
        /**
         * @description Someone's part in a team.
         * @example {
         *       "role": "member"
         *     }
         */
        PutTeamMember: {
            /** @example member */
            role: components["schemas"]["TeamRole"];
        };
        /** @description How a queue does. */
        Queue: {
            /**
             * Format: int64
             * @description Given up.
             * @example 1
             */
            dead: number;
            /** @example mail */
            name: string;
            /**
             * Format: double
             * @description For how many seconds the oldest of those that are ready has been due; 0 where none is.
             * @example 0.25
             */
            oldest_age_s: number;
            /**
             * Format: int64
             * @description Due, and not begun.
             * @example 12
             */
            ready: number;
            /**
             * Format: int64
             * @example 16
             */
            running: number;
            /**
             * Format: int64
             * @description For a later time: first attempts and retries.
             * @example 3
             */
            scheduled: number;
            /**
             * Format: int64
             * @description How many worker processes take on its jobs. One that was killed counts for up to 15 s.
             * @example 2
             */
            workers: number;
        };
        /** @description A span of every day on the person's clock. It may pass midnight. */
        QuietHours: {
            /** @example 22:00 */
            from: string;
            /** @example 07:00 */
            to: string;
        };
        /** @description What opens the account in the place of a one-time code, when they are made: the only time that they are shown. */
        RecoveryCodes: {
            /**
             * @description Each is good once.
             * @example [
             *       "h7kq-2mfd-x9ra-w3tn",
             *       "c4vz-8ypb-6jse-gu5k"
             *     ]
             */
            recovery_codes: string[];
        };
        /**
         * @description What to refresh with; may be left out where the cookie is sent.
         * @example {
         *       "refresh_token": "AZjCpHt-fMCk8w-cH28qEA…"
         *     }
         */
        Refresh: {
            /** @example AZjCpHt-fMCk8w-cH28qEA… */
            refresh_token?: string | null;
        };
        /**
         * @description A new account.
         * @example {
         *       "email": "ada@example.org",
         *       "handle": "ada",
         *       "name": "Ada Lovelace",
         *       "password": "tall-giraffe-sings",
         *       "time_zone": "Europe/Berlin"
         *     }
         */
        Register: {
            /** @example ada@example.org */
            email: string;
            /**
             * @description 2 to 39 of `a-z0-9_-`; made from the address when left out.
             * @example ada
             */
            handle?: string | null;
            /**
             * @description The token of an invitation: the account is a member of what it leads to from the start. Needed where accounts
             *     are made by invitation only.
             */
            invite?: string | null;
            /** @example Ada Lovelace */
            name: string;
            /**
             * @description 10 characters at least, and not easy to guess.
             * @example tall-giraffe-sings
             */
            password: string;
            /** @description Needed for the first account of an instance that is not on localhost; the server prints it at start. */
            setup_code?: string | null;
            /**
             * @description IANA name; UTC when left out.
             * @example Europe/Berlin
             */
            time_zone?: string | null;
        };
        /** @description What one asked to be reminded of. */
        Reminder: {
            /**
             * Format: date-time
             * @description The time that was given; `null` where it goes by the due date.
             * @example null
             */
            at: string | null;
            /**
             * @description ISO 8601 duration; `null` where a time was given.
             * @example PT24H
             */
            before_due: string | null;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60
             */
            card_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * @description Whether its time is over.
             * @example false
             */
            done: boolean;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2aa1
             */
            id: string;
            /**
             * Format: date-time
             * @description When it reminds; `null` as long as the card has no due date.
             * @example 2026-11-23T23:00:00Z
             */
            remind_at: string | null;
        };
        /**
         * @description That one still has the second factor that is to go.
         * @example {
         *       "code": "123 456"
         *     }
         */
        RemoveTotp: {
            /**
             * @description A code of the app, or a recovery code.
             * @example 123 456
             */
            code: string;
        };
        /** @enum {string} */
        ReportFormat: "json" | "csv";
        /**
         * @description A new password, by a link that was mailed.
         * @example {
         *       "password": "brisk-lantern-hums",
         *       "token": "AZjCpHt-fMCk8w-cH28qEA…"
         *     }
         */
        ResetPassword: {
            /**
             * @description 10 characters at least, and not easy to guess.
             * @example brisk-lantern-hums
             */
            password: string;
            /**
             * @description From the link.
             * @example AZjCpHt-fMCk8w-cH28qEA…
             */
            token: string;
        };
        /** @description Something that runs again and again. */
        Schedule: {
            /**
             * @description Six fields: second, minute, hour, day of month, month, day of week.
             * @example 0 7 * * * *
             */
            cron: string;
            /**
             * @description The kind of its jobs.
             * @example prune_jobs
             */
            kind: string;
            /**
             * Format: date-time
             * @description The slot it ran for last; running it by hand is none.
             * @example 2026-11-21T09:07:00Z
             */
            last_run_at: string | null;
            /** @example prune_jobs */
            name: string;
            /**
             * Format: date-time
             * @description `null` until a scheduler has run for the first time.
             * @example 2026-11-21T10:07:00Z
             */
            next_run_at: string | null;
            /** @example maintenance */
            queue: string;
            /**
             * @description IANA name.
             * @example UTC
             */
            time_zone: string;
        };
        /** @description A signed-in device. */
        Session: {
            /**
             * @description Where it signed in from.
             * @example 203.0.113.9
             */
            address: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * @description Whether it is the one that asks.
             * @example true
             */
            current: boolean;
            /**
             * Format: date-time
             * @example 2026-12-21T09:45:00.000001Z
             */
            expires_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a11
             */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:45:00.000001Z
             */
            last_used_at: string;
            /** @example Mozilla/5.0 */
            user_agent: string | null;
        };
        /** @description A board with its columns and cards, as of one `seq` of its stream. */
        Snapshot: {
            board: components["schemas"]["Board"];
            /** @description Column by column in their order; archived ones are left out. */
            cards: components["schemas"]["Card"][];
            /** @description In their order. */
            columns: components["schemas"]["Column"][];
            /**
             * Format: int64
             * @description The stream's head that this is at least as new as: follow the board from here.
             * @example 41
             */
            seq: number;
        };
        /** @enum {string} */
        StreamScope: "notifications" | "board" | "project";
        /** @description People who work together, and what they work on. */
        Team: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /** @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10 */
            created_by: components["schemas"]["Person"];
            /** @example Everything that has pixels. */
            description: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            id: string;
            /** @example Web */
            name: string;
            /**
             * @description Whether it is the team that the caller's account brought along.
             * @example false
             */
            personal: boolean;
            /**
             * @description The caller's role; `null` for the instance admin looking in from outside.
             * @example owner
             */
            role: components["schemas"]["TeamRole"] | (null);
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
        };
        /** @description A link that lets people into a team. */
        TeamInvite: {
            /**
             * Format: uuid
             * @example null
             */
            board_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * @description Where it was mailed to.
             * @example grace@example.org
             */
            email: string | null;
            /**
             * Format: date-time
             * @example 2026-11-28T09:30:00.000001Z
             */
            expires_at: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0
             */
            id: string;
            /**
             * Format: int64
             * @description How many people may come by it; `null`: as many as want to.
             * @example 1
             */
            max_uses: number | null;
            /**
             * Format: uuid
             * @example null
             */
            project_id: string | null;
            /**
             * @description What one becomes by it; it never lowers a role.
             * @example member
             */
            role: components["schemas"]["TeamRole"];
            /** @example open */
            state: components["schemas"]["InviteState"];
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            team_id: string;
            /** @description What accepts it, for whoever knows it. Only in the answer that made it, else `null`. */
            token: string | null;
            /** @description The page that it is accepted on. Only in the answer that made it, else `null`. */
            url: string | null;
            /**
             * Format: int64
             * @example 0
             */
            uses: number;
        };
        /** @description Someone's part in a team. */
        TeamMember: {
            /** @example member */
            role: components["schemas"]["TeamRole"];
            user: components["schemas"]["Person"];
        };
        /** @description How far people are. */
        TeamPerformance: {
            /** @description Everyone, by name. */
            items: components["schemas"]["PersonPerformance"][];
        };
        /** @enum {string} */
        TeamRole: "owner" | "admin" | "member" | "guest";
        /** @description A team, in short. */
        TeamSummary: {
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20
             */
            id: string;
            /** @example Web */
            name: string;
        };
        /** @description What opens one socket. */
        Ticket: {
            /**
             * Format: int64
             * @description For how many seconds it is good.
             * @example 30
             */
            expires_in: number;
            /** @example mKZ1… */
            ticket: string;
        };
        /** @description OAuth 2.0 password form. What else is in it is ignored, as the standard says. */
        TokenForm: {
            /**
             * @description Always `password`.
             * @example password
             */
            grant_type?: string;
            /** @example tall-giraffe-sings */
            password: string;
            /**
             * @description Where the account has a second factor: a code of it, or a recovery code.
             * @example 123456
             */
            totp?: string;
            /**
             * @description The address or the handle.
             * @example ada@example.org
             */
            username: string;
        };
        /** @enum {string} */
        TokenScope: "read" | "write" | "admin";
        /** @description What signing in or refreshing gives. */
        Tokens: {
            /**
             * @description A JWT, for `Authorization: Bearer`. Not where it was set as a cookie.
             * @example eyJ0eXAi…
             */
            access_token?: string;
            /**
             * Format: int64
             * @description For how many seconds the access token is good.
             * @example 900
             */
            expires_in: number;
            /**
             * @description Good for one new pair. Not where it was set as a cookie.
             * @example AZjCpHt-fMCk8w-cH28qEA…
             */
            refresh_token?: string;
            /** @example bearer */
            token_type: string;
            /** @description The account, where someone has just signed in. */
            user?: components["schemas"]["User"];
        };
        /** @description What is typical of some lengths of time, in whole seconds; `null` where there are none. */
        TypicalTime: {
            /**
             * Format: int64
             * @example 93600
             */
            average_s: number | null;
            /**
             * Format: int64
             * @description How many there are.
             * @example 4
             */
            count: number;
            /**
             * Format: int64
             * @description Half of them are no longer.
             * @example 86400
             */
            median_s: number | null;
            /**
             * Format: int64
             * @description 85 of a hundred are no longer.
             * @example 172800
             */
            p85_s: number | null;
        };
        /** @description An account as its owner and the instance admin see it. */
        User: {
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            created_at: string;
            /**
             * @description Whether the instance admin has shut it: nobody signs in to it.
             * @example false
             */
            disabled: boolean;
            /** @example ada@example.org */
            email: string;
            /**
             * @description Set where the address kept refusing mail, so that none is sent to it any more; `null` otherwise.
             * @example null
             */
            email_suppressed: components["schemas"]["EmailSuppression"] | (null);
            /**
             * @description Whether a link sent to the address was opened.
             * @example true
             */
            email_verified: boolean;
            /** @example ada */
            handle: string;
            /**
             * Format: uuid
             * @example 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10
             */
            id: string;
            /** @example en */
            locale: string;
            /** @example Ada Lovelace */
            name: string;
            /**
             * @description The address that takes its place once it is verified.
             * @example null
             */
            new_email: string | null;
            /**
             * @description On the whole instance.
             * @example member
             */
            role: components["schemas"]["InstanceRole"];
            /**
             * @description IANA name; all-day due dates end with the day there.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description Whether signing in needs a second factor.
             * @example false
             */
            totp_enabled: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000001Z
             */
            updated_at: string;
            /**
             * Format: int64
             * @example 1
             */
            version: number;
        };
        /**
         * @description That mail to an address arrives.
         * @example {
         *       "token": "AZjCpHt-fMCk8w-cH28qEA…"
         *     }
         */
        VerifyEmail: {
            /**
             * @description From the link.
             * @example AZjCpHt-fMCk8w-cH28qEA…
             */
            token: string;
        };
        /** @enum {string} */
        Via: "api" | "command_line" | "program";
        /** @enum {string} */
        Visibility: "private" | "team";
        /** @enum {string} */
        WipMode: "warn" | "block";
        /** @description How much people have to do. */
        Workload: {
            /** @description Everyone, by name. */
            items: components["schemas"]["PersonWorkload"][];
        };
    };
    responses: {
        /** @description The request cannot be read: its body is not JSON, or not the form it should be */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not signed in, or not any more */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may see it, but not do that */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It does not exist, or the caller may not see it */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It conflicts with the state as it is; `current` may say what that is */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The invitation was revoked, is used up or has expired */
        Problem410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` names another version */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body has the wrong media type, or the file is of a kind that is not taken */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The content has none of the bytes that `Range` asks for */
        Problem416: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Read, but not valid; `errors` says which fields */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many of them in a short time; see `Retry-After` */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database, or the storage of files, does not answer, or the database cannot be written (`read_only`); see `Retry-After` */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                /** @description Only this. */
                action?: components["schemas"]["AuditAction"];
                /** @description Only what this person did. */
                actor?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only of this kind, such as `email`. */
                kind?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only of this queue. */
                queue?: string;
                /** @description `scheduled` are those of `ready` that wait for a later time. */
                state?: components["schemas"]["JobsAsked"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    discardJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Queue"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Schedule"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    runSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            503: components["responses"]["Problem503"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    finishOidc: {
        parameters: {
            query?: {
                code?: string;
                /** @description In the place of a code, such as `access_denied`. */
                error?: string;
                /** @description The provider's issuer (RFC 9207). */
                iss?: string;
                state?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that asks whether to link the identity to the account that one is signed in to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description To the provider, or signed in and on to where one wanted to go */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This browser is not expected back: it took too long, or was here already */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The provider said no, or no account may be made */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description There is no such provider */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Sign in first, then link; or somebody else has this identity */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too many of them in a short time */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The provider does not answer, or not as it should */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    startOidc: {
        parameters: {
            query?: {
                /** @description Where to go once signed in: a path on this server. */
                next?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that asks whether to link the identity to the account that one is signed in to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description To the provider, or signed in and on to where one wanted to go */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This browser is not expected back: it took too long, or was here already */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The provider said no, or no account may be made */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description There is no such provider */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Sign in first, then link; or somebody else has this identity */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too many of them in a short time */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The provider does not answer, or not as it should */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPassword"];
            };
        };
        responses: {
            /** @description It will be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            503: components["responses"]["Problem503"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            503: components["responses"]["Problem503"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            503: components["responses"]["Problem503"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    enrolTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTotp"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    removeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveTotp"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmTotp"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listBoards: {
        parameters: {
            query?: {
                /** @description Everything, for the instance admin. */
                all?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListedBoard"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getBoard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteBoard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateBoard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBoard"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listBoardActivity: {
        parameters: {
            query?: {
                /** @description What came after this `seq`, oldest first, instead of newest first. */
                after_seq?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Activity"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listBoardCards: {
        parameters: {
            query?: {
                /** @description Archived ones instead of the others. */
                archived?: boolean;
                /** @description Only those that this person works on: an id, `me`, or `none` for those that nobody does. */
                assignee?: string;
                column_id?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those that fall due before this time. */
                due_before?: string;
                label?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                priority?: components["schemas"]["Priority"];
                /**
                 * @description Only those with all of these words in title, description and comments, each at the beginning of a word, whatever
                 *     their case and accents; `WEB-12` finds the card of this key, and those that mention it.
                 */
                q?: string;
            };
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Card"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listColumns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Column"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createColumn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateColumn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Column"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listBoardInvites: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BoardInvite"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createBoardInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBoardInvite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardInvite"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listBoardMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only those whose name or handle contains this. */
                q?: string;
            };
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BoardMember"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateBoardMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBoardMember"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardMember"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listOnline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Online"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getBoardPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPreferences"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resetBoardPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateBoardPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBoardPreferences"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPreferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listCards: {
        parameters: {
            query?: {
                /** @description Everything, for the instance admin. */
                all?: boolean;
                /** @description Archived ones instead of the others. */
                archived?: boolean;
                /** @description Only those that this person works on: an id, `me`, or `none` for those that nobody does. */
                assignee?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those that fall due at this time or later. */
                due_after?: string;
                /** @description Only those that fall due before this time. */
                due_before?: string;
                label?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                priority?: components["schemas"]["Priority"];
                /** @description Only those of this project. */
                project_id?: string;
                /**
                 * @description Only those with all of these words in title, description and comments, each at the beginning of a word, whatever
                 *     their case and accents; `WEB-12` finds the card of this key, and those that mention it.
                 */
                q?: string;
                /**
                 * @description By what to sort, with `-` before it the largest first; `-created_at` when left out. Cards that are due at no time
                 *     come last either way. By `updated_at`, a card that is changed while one turns the pages may come twice or not at all.
                 */
                sort?: components["schemas"]["CardSort"];
                /** @description Only those in columns of this kind. */
                status?: components["schemas"]["ColumnKind"];
                /** @description Only those of this team. */
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Card"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditCard"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listCardActivity: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Activity"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    assignCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was so already, or has changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignee"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignee"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    unassignCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listChecklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ChecklistItem"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createChecklistItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChecklistItem"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistItem"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Comment"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateComment"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    copyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyCard"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listCardFiles: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["File"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createCardFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putCardLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                label_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was so already, or has changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardLabel"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardLabel"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    removeCardLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                label_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    moveCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveCard"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Reminder"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createReminder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReminder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    watchCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was so already, or has changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    unwatchCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteChecklistItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateChecklistItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditChecklistItem"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistItem"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getColumn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                column_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Column"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteColumn: {
        parameters: {
            query?: {
                /** @description The column that takes them; without one they are deleted. */
                move_cards_to?: string;
            };
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                column_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateColumn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                column_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditColumn"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Column"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                column_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCard"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    moveColumn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                column_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveColumn"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Column"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditComment"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getFileContent: {
        parameters: {
            query?: {
                /** @description To be shown instead of saved; counts for images only. */
                inline?: boolean;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    /** @description Changes when the content does; for `If-None-Match` and `If-Range`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The part of it that `Range` asks for */
            206: {
                headers: {
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    /** @description Which bytes of how many. */
                    "Content-Range"?: string;
                    /** @description Changes when the content does; for `If-None-Match` and `If-Range`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            416: components["responses"]["Problem416"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getFileThumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    /** @description Changes when the content does; for `If-None-Match` and `If-Range`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The part of it that `Range` asks for */
            206: {
                headers: {
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    /** @description Which bytes of how many. */
                    "Content-Range"?: string;
                    /** @description Changes when the content does; for `If-None-Match` and `If-Range`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            416: components["responses"]["Problem416"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invite: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteInfo"];
                };
            };
            404: components["responses"]["Problem404"];
            410: components["responses"]["Problem410"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invite: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    acceptInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invite: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedInvite"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteLabel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                label_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateLabel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                label_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditLabel"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only unread ones. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    readAllNotifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditNotification"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /** @description Everything, for the instance admin. */
                all?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only those whose name or key contains this. */
                q?: string;
                status?: components["schemas"]["ProjectStatus"];
                /** @description Only those of this team. */
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Project"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProject"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProject"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProjectActivity: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Activity"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProjectBoards: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Board"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createBoard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBoard"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    exportProject: {
        parameters: {
            query?: {
                /** @description `json` where it is left out. */
                format?: components["schemas"]["ExportFormat"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/zip": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProjectFiles: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["File"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createProjectFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            /** @description It will be done */
            202: {
                headers: {
                    /** @description Where to see how far it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportBegun"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listLabels: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Label"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createLabel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLabel"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProjectMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only those whose name or handle contains this. */
                q?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProjectMember"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putProjectMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectMember"];
            };
        };
        responses: {
            /** @description It was so already, or has changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMember"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMember"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    removeProjectMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateMessage"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getProjectProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteReminder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reminder_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getProjectReport: {
        parameters: {
            query?: {
                /** @description `csv` for a table with a line for each day. */
                format?: components["schemas"]["ReportFormat"];
                /** @description The first day; 29 days before the last, when left out. At most 366 days in all. */
                from?: string;
                /** @description In which days begin and end: an IANA name. The caller's own, when left out. */
                time_zone?: string;
                /** @description The last day; today, when left out. */
                to?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description The name of a file for it; of CSV only. */
                    "Content-Disposition"?: string;
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectReport"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getTeamPerformance: {
        parameters: {
            query?: {
                /** @description `csv` for a table with a line for each person. */
                format?: components["schemas"]["ReportFormat"];
                /** @description Of this team; of all of the caller's teams, when left out. */
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description The name of a file for it; of CSV only. */
                    "Content-Disposition"?: string;
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPerformance"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getWorkload: {
        parameters: {
            query?: {
                /** @description `csv` for a table with a line for each person. */
                format?: components["schemas"]["ReportFormat"];
                /** @description Of this team; of all of the caller's teams, when left out. */
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description The name of a file for it; of CSV only. */
                    "Content-Disposition"?: string;
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workload"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description Everything, for the instance admin. */
                all?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Team"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTeam"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditTeam"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listTeamActivity: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Activity"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listTeamInvites: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TeamInvite"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createTeamInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTeamInvite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description The address of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamInvite"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listTeamMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only those whose name or handle contains this. */
                q?: string;
            };
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TeamMember"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutTeamMember"];
            };
        };
        responses: {
            /** @description It was so already, or has changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamMember"];
                };
            };
            /** @description It is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamMember"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    removeTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
                /** @description Only those whose name, handle or address contains this. */
                q?: string;
                /** @description Only those with this role. */
                role?: components["schemas"]["InstanceRole"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMe"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listIdentities: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Identity"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                identity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditNotificationSettings"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters of your choice, for a request that may have to be sent again: with the same key and body it is done once, and answered as the first time with `Idempotency-Replayed: true`, for 24 hours. The same key with another body is 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listApiTokens: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    /** @description `rel="next"`: the address of the next page (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                        /** @description Give it back as `cursor` for what follows; `null` on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` this change is based on; 412 if it has changed since. */
                "If-Match"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditUser"];
            };
        };
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description What this representation is; for `If-None-Match` and, where it has a version, `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTicket"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
}
