using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Identity;

/// <summary>
/// The keys of the platform's own tokens, read again while the process runs: they are changed without a restart. A private key that
/// can no longer be read goes on, a public one does not: whoever takes it away means to end its tokens.
/// </summary>
internal sealed partial class PlatformKeys(IOptions<IdentityOptions> options, TimeProvider time, ILogger<PlatformKeys> logger)
{
    // Below the minute within which files that Kubernetes mounts are replaced.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _reading = new();
    private Held _held = new(KeyRing.Read(options.Value.KeysPath), time.GetTimestamp(), "");

    /// <summary>The keys, at most ten seconds old.</summary>
    public KeyRing Current
    {
        get
        {
            if (IsOld(_held) && _reading.TryEnter())
            {
                try
                {
                    if (IsOld(_held)) _held = ReadAgain(_held);
                }
                finally
                {
                    _reading.Exit();
                }
            }
            return _held.Ring;
        }
    }

    private bool IsOld(Held held) => time.GetElapsedTime(held.At) > ReadAgainAfter;

    private Held ReadAgain(Held before)
    {
        var ring = KeyRing.Read(options.Value.KeysPath).Keeping(before.Ring);
        var trouble = string.Join(' ', ring.Faults);
        if (trouble.Length > 0 && trouble != before.Trouble) LogUnreadable(trouble);
        return new Held(ring, time.GetTimestamp(), trouble);
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "Not all keys of the platform's tokens can be used: {Reason}")]
    private partial void LogUnreadable(string reason);

    private sealed record Held(KeyRing Ring, long At, string Trouble);
}
