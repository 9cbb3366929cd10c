using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Portal.Services;

/// <summary>One page of the handlers' list.</summary>
internal sealed record CasePage(IReadOnlyList<Case> Items, string? Next, string? Previous);

/// <summary>How many cases there are, and when those are due whose answer is pending; a week ends on Sunday.</summary>
internal sealed record CaseCounts(long Total, long Overdue, long DueToday, long DueThisWeek, long DueLater, long WithoutDeadline);

/// <summary>What waits at the desk, and who has how much of it.</summary>
internal sealed record Desk(int ToDo, int Overdue, int Unassigned, int AwaitingUser, int Answered, int Thanks, int Unread, int Reviews, int Promises, int NotArrived, int Aside, IReadOnlyList<HandlerLoad> Handlers, IReadOnlyList<TeamLoad> Teams);

/// <summary>What somebody has to do; without a person, what was given to nobody.</summary>
internal sealed record HandlerLoad(string? Assignee, CaseCounts Cases);

/// <summary>What a team of a site has to do, and how many of these no person of it has taken.</summary>
internal sealed record TeamLoad(string Site, string Team, CaseCounts Cases, int Unassigned);

/// <summary>How the cases of a page of the list stand, and how many the whole list has.</summary>
internal sealed record CaseMarks(long Total, IReadOnlyList<CaseMark> Items)
{
    /// <summary>Is the same as long as nothing changed.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Total} {string.Join(' ', Items.Select(one => $"{one.Id:N}{one.Mark}"))}")))[..32];
}

/// <summary>Is another one when a list would show something else of the case.</summary>
internal sealed record CaseMark(Guid Id, string Mark);

/// <summary>What else the person of a case wrote: the newest of <c>Number</c>; with <c>More</c> there are further ones.</summary>
internal sealed record OthersOfPerson(IReadOnlyList<CaseOfPerson> Items, int Number, bool More);

/// <summary>Another case of the person.</summary>
internal sealed record CaseOfPerson(Guid Id, string Reference, string Site, string Kind, string Status, DateOnly ReceivedOn, string? Motive);

/// <summary>The cases before and after one in a list.</summary>
internal sealed record CaseNeighbours(Guid? Previous, Guid? Next);

/// <summary>Those of some filings that are there.</summary>
internal sealed record FiledCases(IReadOnlyList<FiledCase> Items);

/// <summary>A case as whoever filed it sees it.</summary>
internal sealed record FiledCase(Guid Id, string Reference, string Site, string Kind, string? Motive, DateOnly ReceivedOn, bool Anonymous);
