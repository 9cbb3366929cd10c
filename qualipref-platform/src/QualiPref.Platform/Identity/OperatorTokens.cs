namespace QualiPref.Platform.Identity;

/// <summary>What is called with by the operator's key, for whoever calls for longer than one such token lives: each is signed anew long before it ends.</summary>
/// <param name="folder">Folder of keys (<see cref="KeyFolder"/>) with both halves of the key of <see cref="KeyFolder.Operator"/>.</param>
/// <param name="time">The clock.</param>
public sealed class OperatorTokens(string folder, TimeProvider time)
{
    // A third of what such a token lives.
    private static readonly TimeSpan SignedAnewAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Token, long At)> _signed = [];

    /// <summary>A token of every role of staff at all sites.</summary>
    /// <param name="name">Who operates, as acts name them.</param>
    /// <exception cref="KeyFolderException">The key is not there or cannot be used.</exception>
    public string Of(string name)
    {
        lock (_lock)
        {
            if (_signed.TryGetValue(name, out var held) && time.GetElapsedTime(held.At) < SignedAnewAfter) return held.Token;
            var token = PlatformTokens.ForOperator(folder, name, time);
            _signed[name] = (token, time.GetTimestamp());
            return token;
        }
    }
}
