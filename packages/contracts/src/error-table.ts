/**
 * Every error code of AgentOS, written once: its HTTP status, whether the same request may succeed later, whether what helps is
 * to give another video (`anotherSource`), and what it tells a person. Codes only grow; a code is never reused for another meaning.
 */
export const errorTable = {
  // Requests
  VALIDATION_ERROR: { status: 400, retryable: false, says: "The request is not of the expected form." },
  MALFORMED_JSON: { status: 400, retryable: false, says: "The body is not valid JSON." },
  UNAUTHENTICATED: { status: 401, retryable: false, says: "Sign in first." },
  INVALID_CREDENTIALS: { status: 401, retryable: false, says: "E-mail or password is wrong." },
  TOKEN_EXPIRED: { status: 401, retryable: false, says: "The session has expired. Sign in again." },
  TOKEN_REUSED: {
    status: 401,
    retryable: false,
    says: "This session was ended because its refresh token was used twice.",
  },
  FORBIDDEN: { status: 403, retryable: false, says: "Your role does not allow this." },
  NOT_FOUND: { status: 404, retryable: false, says: "There is no such thing, or it is not yours." },
  FEATURE_OFF: { status: 403, retryable: false, says: "This feature is switched off, or not there for everybody yet." },
  CONFLICT: { status: 409, retryable: false, says: "The current state does not allow this." },
  LAST_ADMIN: {
    status: 409,
    retryable: false,
    says: "This is the last administrator. Make another one first.",
  },
  EMAIL_TAKEN: { status: 409, retryable: false, says: "There is already an account with this e-mail address." },
  REGISTRATION_CLOSED: { status: 403, retryable: false, says: "New accounts are made by an administrator here." },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, says: "The request is larger than allowed." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, says: "This content type is not accepted here." },
  RANGE_NOT_SATISFIABLE: { status: 416, retryable: false, says: "The file ends before the part that was asked for." },
  UNPROCESSABLE: { status: 422, retryable: false, says: "The request is well-formed but cannot be carried out." },
  RATE_LIMITED: { status: 429, retryable: true, says: "Too many requests. Wait a moment and try again." },
  INTERNAL_ERROR: { status: 500, retryable: true, says: "Something went wrong on our side. It has been recorded." },
  SERVICE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    says: "A part of the system is not reachable right now. Try again shortly.",
  },
  MAINTENANCE: { status: 503, retryable: true, says: "The system is being worked on. Try again later." },
  INTAKE_PAUSED: {
    status: 503,
    retryable: true,
    says: "No new jobs and uploads are taken right now. Try again later.",
  },
  TIMEOUT: { status: 504, retryable: true, says: "The answer took too long. Try again shortly." },

  // Actions
  UNKNOWN_ACTION: { status: 400, retryable: false, says: "There is no action of that name." },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    retryable: false,
    says: "This action needs an X-Idempotency-Key header, so that it cannot happen twice by accident.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    retryable: false,
    says: "This idempotency key was used for another request. Take a new one.",
  },
  VERSION_STALE: {
    status: 409,
    retryable: false,
    says: "Somebody has changed this in the meantime. Look at it again, then repeat your change.",
  },
  ACTION_IN_PROGRESS: { status: 409, retryable: true, says: "This very request is still being carried out." },
  ACTION_LOST: {
    status: 503,
    retryable: true,
    says: "The action was interrupted before it had any effect. Send it again with a new key.",
  },
  ACTION_ABORTED: { status: 409, retryable: false, says: "The action was stopped because somebody asked for it." },
  ADDRESS_NOT_ALLOWED: {
    status: 403,
    retryable: false,
    says: "Administration is not allowed from this address.",
  },
  LOCKED_OUT: { status: 429, retryable: true, says: "Too many refused attempts. Wait until the lock is over." },
  BREAKER_OPEN: {
    status: 503,
    retryable: true,
    says: "This part of the system keeps failing and is left alone for a while.",
  },
  AUDIT_UNAVAILABLE: {
    status: 503,
    retryable: true,
    says: "The action was not carried out, because it could not be taken down.",
  },
  UNSUPPORTED_BY_RUNTIME: {
    status: 422,
    retryable: false,
    says: "The system that runs the workers cannot do this.",
  },
  MANAGER_ESSENTIAL: {
    status: 409,
    retryable: false,
    says: "The system does not work without this manager. It can be restarted, or paused for a few minutes.",
  },
  MANAGER_ALONE: {
    status: 409,
    retryable: true,
    says: "No other instance of the service runs that could lead this manager.",
  },
  MANAGER_RUN_FAILED: { status: 500, retryable: true, says: "The run of this manager failed." },
  MIGRATION_FAILED: {
    status: 500,
    retryable: false,
    says: "A migration of the database failed; those before it stay. Look at the migration's log.",
  },
  NOT_CONVERGED: {
    status: 504,
    retryable: true,
    says: "It was asked for, but could not be observed in time. Look at the workers before you try again.",
  },

  // Backups
  BACKUP_DAMAGED: {
    status: 409,
    retryable: false,
    says: "This backup is damaged. Nothing was changed; take another one.",
  },

  // Uploads
  EMPTY_FILE: { status: 400, retryable: false, anotherSource: true, says: "The file is empty. Choose a video file." },
  FILE_TOO_LARGE: {
    status: 413,
    retryable: false,
    anotherSource: true,
    says: "The file is larger than this system accepts.",
  },
  CHUNK_OUT_OF_RANGE: { status: 400, retryable: false, says: "This upload has no chunk of that index." },
  CHUNK_SIZE_MISMATCH: {
    status: 400,
    retryable: false,
    says: "The chunk has not the length that was agreed. Send it again.",
  },
  CHUNK_CHECKSUM_MISMATCH: { status: 422, retryable: true, says: "The chunk arrived damaged. Send it again." },
  CHECKSUM_MISMATCH: {
    status: 422,
    retryable: false,
    says: "The file arrived damaged: its checksum differs. Upload it again.",
  },
  UPLOAD_INCOMPLETE: {
    status: 409,
    retryable: true,
    says: "Some chunks of the upload are missing. Send them, then finish.",
  },
  UPLOAD_FINALIZED: { status: 409, retryable: false, says: "This upload is already finished." },
  UPLOAD_EXPIRED: { status: 409, retryable: false, says: "This upload was abandoned for too long. Start it again." },
  STORAGE_FULL: {
    status: 503,
    retryable: true,
    says: "There is no room left for media. Free some space, then try again.",
  },

  // Sources
  URL_NOT_ALLOWED: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "This address is not allowed. Use a public http or https link to a video.",
  },
  URL_UNREACHABLE: {
    status: 422,
    retryable: true,
    says: "The address could not be reached. Check the link and try again.",
  },
  URL_NOT_A_VIDEO: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The link does not lead to a video file.",
  },
  NOT_A_VIDEO: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "This file is not a video that can be read. Export it as MP4 and try again.",
  },
  VIDEO_TRUNCATED: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The video ends too early: the file is incomplete. Upload the whole file.",
  },
  VIDEO_CORRUPT: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The video is damaged and cannot be decoded. Export it anew and try again.",
  },
  VIDEO_INDEX_MISSING: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The recording was not closed properly (its index is missing). Repair or re-export it.",
  },
  NO_VIDEO_STREAM: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The file has sound but no picture. Upload a video.",
  },
  FORMAT_NOT_ALLOWED: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "This kind of file is not accepted. Use MP4, MOV, MKV or WebM.",
  },
  VIDEO_TOO_LONG: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The video is longer than this system accepts.",
  },
  VIDEO_TOO_SHORT: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The video is too short to cut clips from.",
  },
  PICTURE_TOO_LARGE: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "The picture has more pixels than this system accepts. Export it at a lower resolution.",
  },

  // Stages
  NO_MOMENTS: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "No speech and no scene change was found, so there is nothing to cut.",
  },
  NO_PLAYABLE_CLIP: { status: 422, retryable: true, says: "None of the clips could be made playable." },
  STAGE_FAILED: { status: 500, retryable: true, says: "A step of the pipeline failed. Retry the job." },
  STAGE_TIMEOUT: {
    status: 504,
    retryable: true,
    says: "A step of the pipeline took longer than allowed. Retry the job.",
  },
  RESOURCE_LIMIT: {
    status: 422,
    retryable: false,
    anotherSource: true,
    says: "Processing this video needs more time, memory or space than one step may take.",
  },
  WORKER_LOST: {
    status: 503,
    retryable: true,
    says: "The worker stopped while it worked on this step, more often than is tried. Retry the job.",
  },
  ENGINE_MISSING: { status: 503, retryable: false, says: "A program that this step needs is not installed." },
} as const satisfies Record<string, { status: number; retryable: boolean; anotherSource?: true; says: string }>;
