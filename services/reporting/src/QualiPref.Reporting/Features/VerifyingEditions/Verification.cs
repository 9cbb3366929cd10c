namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>What a verification found.</summary>
/// <param name="Verified">Every document, fact, cell and figure is what was frozen.</param>
/// <param name="Figures">Figures that were computed again, crossed ones included.</param>
/// <param name="Facts">Facts whose versions they were computed from.</param>
/// <param name="DifferenceCount">How many differences there are.</param>
/// <param name="Differences">The first 200 of them.</param>
internal sealed record Verification(bool Verified, int Figures, long Facts, int DifferenceCount, IReadOnlyList<Difference> Differences);

/// <summary>Something that is not what was frozen.</summary>
/// <param name="Kind"><c>document</c>, <c>part</c>, <c>fact</c>, <c>cell</c> or <c>figure</c>.</param>
/// <param name="Id">Which one: name of the document, digest of the part, id of the fact or figure.</param>
/// <param name="Site">Code of its site, if it has one.</param>
/// <param name="Date">Its local legal date, if it has one.</param>
/// <param name="Expected">What was frozen.</param>
/// <param name="Found">What is there.</param>
/// <param name="Detail">In French.</param>
internal sealed record Difference(string Kind, string? Id, string? Site, DateOnly? Date, string? Expected, string? Found, string? Detail);

/// <summary>Collects differences; counts all of them and keeps the first 200.</summary>
internal sealed class Differences
{
    private const int Most = 200;
    private readonly List<Difference> _kept = [];

    public int Count { get; private set; }

    public IReadOnlyList<Difference> Kept => _kept;

    public void Add(Difference difference)
    {
        Count++;
        if (_kept.Count < Most) _kept.Add(difference);
    }

    public void AddUnlisted(int count) => Count += count;

    public void Document(string name, string? expected, string? found, string detail) =>
        Add(new Difference("document", name, null, null, expected, found, detail));
}
