namespace QualiPref.Platform.Catalogue;

/// <summary>What is prepared of a catalogue once and used until there is another. Whoever asks for an older one, as a request that was under way, gets it made anew.</summary>
/// <typeparam name="T">What is prepared; immutable.</typeparam>
/// <param name="make">Prepares it.</param>
public sealed class PerCatalogue<T>(Func<Catalogue, T> make) where T : class
{
    private volatile Prepared? _last;

    /// <summary>What belongs to a catalogue. No lock: two who ask at once for a new one may both make it.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public T Of(Catalogue catalogue)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Catalogue, catalogue)) _last = last = new Prepared(catalogue, make(catalogue));
        return last.Content;
    }

    private sealed record Prepared(Catalogue Catalogue, T Content);
}
