/** What the file picker offers first; the server looks into the file itself. */
export const acceptedFiles = "video/*,.mp4,.mov,.mkv,.webm";
