using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>What is known of a person whose cases are looked for; a member that is null finds nothing.</summary>
/// <param name="Email">Their address.</param>
/// <param name="Phone">Their number, however it is written; its last nine digits are compared.</param>
/// <param name="Name">Their name, as a phrase: also where somebody else mentions it.</param>
/// <param name="Reference">The reference of a case.</param>
internal sealed record SoughtPerson(string? Email, string? Phone, string? Name, string? Reference);

/// <summary>A case that may be a person's.</summary>
/// <param name="Document">The case.</param>
/// <param name="FoundBy">By what it was found.</param>
internal sealed record FoundCase(CaseDocument Document, IReadOnlyList<string> FoundBy);

/// <summary>Finds the cases of a person. Each key has an index, which is walked: letters of an address differ in case, and numbers in blanks.</summary>
internal sealed class PersonSearch(ComplaintsStorage storage)
{
    /// <summary>Most cases that one key finds.</summary>
    public const int Most = 200;

    private const int ComparedDigits = 9;

    /// <summary>The cases, the newest first. One round trip for each key.</summary>
    /// <param name="sought">What is known of the person.</param>
    /// <param name="sites">Their sites; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<FoundCase>> FindAsync(SoughtPerson sought, IReadOnlyList<string>? sites, CancellationToken cancellationToken)
    {
        var ofSites = sites is null ? Builders<CaseDocument>.Filter.Empty : Builders<CaseDocument>.Filter.In(one => one.State.Site, sites);
        var found = new List<(CaseDocument Document, string By)>();
        foreach (var (by, filter) in FiltersOf(sought))
        {
            var cases = await storage.Cases.Find(filter & ofSites).Limit(Most + 1).ToListAsync(cancellationToken);
            found.AddRange(cases.Select(document => (document, by)));
        }
        return [.. found.GroupBy(one => one.Document.Id)
            .Select(one => new FoundCase(one.First().Document, [.. one.Select(each => each.By)]))
            .OrderByDescending(one => one.Document.State.ReceivedOn).ThenBy(one => one.Document.Reference, StringComparer.Ordinal)];
    }

    /// <summary>The other cases of whoever gave this address or this telephone, the newest first, <see cref="Most"/> and one at most. One round trip.</summary>
    /// <param name="contact">What they gave.</param>
    /// <param name="but">The case that they gave it with.</param>
    /// <param name="sites">Their sites; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<CaseOfPerson>> OthersOfAsync(Contact contact, Guid but, IReadOnlyList<string>? sites, CancellationToken cancellationToken)
    {
        var where = Builders<CaseDocument>.Filter;
        var same = new List<FilterDefinition<CaseDocument>>();
        if (contact.Email is { } email) same.Add(where.Regex(ComplaintsStorage.ContactEmail, Exactly(email)));
        if (contact.Phone is { } phone && DigitsOf(phone) is { } digits) same.Add(HasPhone(digits));
        if (same.Count == 0) return [];
        var filter = where.Or(same) & where.Ne(one => one.Id, but);
        if (sites is not null) filter &= where.In(one => one.State.Site, sites);
        return await storage.Cases.Find(filter).SortByDescending(one => one.State.ReceivedOn).ThenBy(one => one.Id).Limit(Most + 1)
            .Project(one => new CaseOfPerson(one.Id, one.Reference, one.State.Site, one.State.Kind, one.State.Status, one.State.ReceivedOn, one.State.Motive))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The cases that are merged into some. One round trip.</summary>
    public async Task<ILookup<Guid, string>> MergedIntoAsync(IEnumerable<Guid> targets, CancellationToken cancellationToken)
    {
        var merged = await storage.Cases.Find(Builders<CaseDocument>.Filter.In(one => one.State.MergedInto, targets.Select(id => (Guid?)id)))
            .Project(one => new { one.State.MergedInto, one.Reference }).ToListAsync(cancellationToken);
        return merged.ToLookup(one => one.MergedInto!.Value, one => one.Reference);
    }

    /// <summary>The digits of a number that are compared; null where there are too few to tell anybody.</summary>
    public static string? DigitsOf(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length < 6 ? null : digits[^Math.Min(ComparedDigits, digits.Length)..];
    }

    private static IEnumerable<(string By, FilterDefinition<CaseDocument> Filter)> FiltersOf(SoughtPerson sought)
    {
        var where = Builders<CaseDocument>.Filter;
        if (sought.Email is { } email)
        {
            var exactly = Exactly(email);
            yield return ("email", where.Regex(ComplaintsStorage.ContactEmail, exactly) | where.Regex(ComplaintsStorage.DeliveryTo, exactly) | where.Regex(ComplaintsStorage.MessageFrom, exactly));
        }
        if (sought.Phone is { } phone && DigitsOf(phone) is { } digits)
        {
            yield return ("phone", HasPhone(digits));
        }
        if (sought.Name is { } name) yield return ("name", where.Text($"\"{name.Replace('"', ' ')}\""));
        if (sought.Reference is { } reference) yield return ("reference", where.Eq(one => one.Reference, reference.Trim().ToUpperInvariant()));
    }

    private static BsonRegularExpression Exactly(string email) => new($"^{Regex.Escape(email.Trim())}$", "i");

    private static FilterDefinition<CaseDocument> HasPhone(string digits) =>
        Builders<CaseDocument>.Filter.Regex(ComplaintsStorage.ContactPhone, new BsonRegularExpression($@"{string.Join(@"\D*", digits.AsEnumerable())}\D*$"));
}

/// <summary>A case of a person, as it stands beside another of theirs.</summary>
internal sealed record CaseOfPerson(Guid Id, string Reference, string Site, string Kind, CaseStatus Status, DateOnly ReceivedOn, string? Motive);
