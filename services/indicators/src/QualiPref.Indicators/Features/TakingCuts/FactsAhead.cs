using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Reads the facts that a part lists ahead of their turn, as many as one read may name: the days of a small site share a read.</summary>
/// <param name="facts">Reads them.</param>
/// <param name="listed">All entries of the part, in its order.</param>
internal sealed class FactsAhead(CutFactReader facts, IReadOnlyList<CutEntry> listed)
{
    private IReadOnlyDictionary<FactKey, IReadOnlyList<FactVersion>> _read = new Dictionary<FactKey, IReadOnlyList<FactVersion>>();
    private int _next;
    private int _readUpTo;

    /// <summary>Every version of some facts, and perhaps of others.</summary>
    /// <param name="entries">1 to <see cref="CutFactReader.IdsPerRead"/> entries; those of another part are read for themselves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<FactKey, IReadOnlyList<FactVersion>>> FindAsync(CutEntry[] entries, CancellationToken cancellationToken)
    {
        if (_next >= listed.Count || listed[_next] != entries[0]) return await facts.FindVersionsAsync(entries.Select(entry => entry.Key), cancellationToken);
        if (_next + entries.Length > _readUpTo)
        {
            var ahead = listed.Skip(_next).Take(CutFactReader.IdsPerRead).ToList();
            _read = await facts.FindVersionsAsync(ahead.Select(entry => entry.Key), cancellationToken);
            _readUpTo = _next + ahead.Count;
        }
        _next += entries.Length;
        return _read;
    }
}
