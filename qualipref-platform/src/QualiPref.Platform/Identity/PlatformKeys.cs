using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Identity;

/// <summary>The keys of the platform's own tokens, read again while the process runs: they are changed without a restart. Where that fails, those of before go on.</summary>
internal sealed partial class PlatformKeys(IOptions<IdentityOptions> options, TimeProvider time, ILogger<PlatformKeys> logger)
{
    // Below the minute within which files that Kubernetes mounts are replaced.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _reading = new();
    private Held _held = new(KeyRing.Read(options.Value.KeysPath), time.GetTimestamp(), null);

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
        try
        {
            return new Held(KeyRing.Read(options.Value.KeysPath), time.GetTimestamp(), null);
        }
        catch (KeyFolderException exception)
        {
            if (before.Trouble != exception.Message) LogUnreadable(exception.Message);
            return before with { At = time.GetTimestamp(), Trouble = exception.Message };
        }
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "The keys of the platform's tokens cannot be read again, those of before go on: {Reason}")]
    private partial void LogUnreadable(string reason);

    private sealed record Held(KeyRing Ring, long At, string? Trouble);
}
