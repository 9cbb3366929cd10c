using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Storage;

/// <summary>Reads many cases at a time: one query per call.</summary>
internal sealed class CaseReader(ComplaintsStorage storage, SitePromises promises, Catalogue catalogue)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>Cases by due date, then id. The texts and histories, which make cases long, are left in the database.</summary>
    // In one batch: left to itself, the server sends a page of 200 in two.
    public Task<List<CaseDocument>> ListAsync(CaseQuery query, int limit, CancellationToken cancellationToken) => storage.Cases.Find(FilterOf(query), new FindOptions { BatchSize = limit })
        .Sort(Builders<CaseDocument>.Sort.Ascending(document => document.State.DueOn).Ascending(document => document.Id))
        .Limit(limit)
        .Project<CaseDocument>(Builders<CaseDocument>.Projection
            .Exclude(document => document.History).Exclude(document => document.Outbox)
            .Exclude(document => document.Filing.Text).Exclude(document => document.Filing.Contact).Exclude(document => document.Filing.Receipt))
        .ToListAsync(cancellationToken);

    /// <summary>What the query leaves in.</summary>
    private FilterDefinition<CaseDocument> FilterOf(CaseQuery query)
    {
        var filters = new List<FilterDefinition<CaseDocument>>();
        if (query.Sites is { } sites) filters.Add(Where.In(one => one.State.Site, sites));
        if (query.Statuses is { } statuses) filters.Add(Where.In(one => one.State.Status, statuses));
        if (query.Assignee is { } assignee) filters.Add(Where.Eq(one => one.State.Assignee, assignee));
        if (query.Motive is { } motive) filters.Add(Where.Eq(one => one.State.Motive, motive));
        if (query.Overdue is { } overdue) filters.Add(overdue ? IsOverdue() : IsNotOverdue());
        if (query.DueBefore is { } due) filters.Add(Where.Lt(one => one.State.DueOn, due));
        if (query.ReferenceStart is { } start) filters.Add(BeginsWith(start));
        if (query.Words is { } words) filters.Add(Where.Text(words));
        if (query.After is var (dueOn, id))
        {
            filters.Add(Where.Gte(one => one.State.DueOn, dueOn));
            filters.Add(Where.Gt(one => one.State.DueOn, dueOn) | Where.Gt(one => one.Id, id));
        }
        return filters.Count == 0 ? Where.Empty : Where.And(filters);
    }

    private FilterDefinition<CaseDocument> IsOverdue() => Where.Eq(one => one.State.Verdict, Verdict.Pending) & IsPast();

    // Not simply the contrary, in which no index finds its way: it would read all that is overdue.
    private FilterDefinition<CaseDocument> IsNotOverdue()
    {
        var earliest = catalogue.Sites.Min(site => promises.Today(site.Code));
        return Where.Ne(one => one.State.Verdict, Verdict.Pending) | (Where.Gte(one => one.State.DueOn, earliest) & Where.Not(IsPast()));
    }

    // Overseas it may be another day: sites are taken together by the day they have.
    private FilterDefinition<CaseDocument> IsPast()
    {
        var days = catalogue.Sites.GroupBy(site => promises.Today(site.Code)).ToList();
        return Where.Or(days.Select(day => days.Count == 1
            ? Where.Lt(one => one.State.DueOn, day.Key)
            : Where.Lt(one => one.State.DueOn, day.Key) & Where.In(one => one.State.Site, day.Select(site => site.Code))));
    }

    private static FilterDefinition<CaseDocument> BeginsWith(string reference) =>
        Where.Regex(one => one.Reference, new BsonRegularExpression($"^{Regex.Escape(reference.ToUpperInvariant())}"));
}
