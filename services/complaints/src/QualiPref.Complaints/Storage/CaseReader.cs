using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>Reads many cases at a time: one query per call.</summary>
internal sealed class CaseReader(ComplaintsStorage storage, SitePromises promises, Catalogue catalogue)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>
    /// Cases in the order of the query, from its position onwards or backwards: the nearest to it come first. The texts and histories, which make cases long, are
    /// left in the database.
    /// </summary>
    public Task<List<CaseDocument>> ListAsync(CaseQuery query, int limit, CancellationToken cancellationToken) => WalkAsync<CaseDocument>(
        query, limit, Builders<CaseDocument>.Projection
            .Exclude(document => document.History).Exclude("letters.subject").Exclude("letters.body").Exclude("letters.before").Exclude("letters.deliveries.events").Exclude("letters.deliveries.to").Exclude(document => document.Drafts).Exclude(document => document.Outbox).Exclude(document => document.Checks)
            .Exclude("review.text").Exclude("promises.text").Exclude("promises.reason").Exclude("messages.text").Exclude("messages.quoted").Exclude("messages.subject").Exclude("messages.from")
            .Exclude(document => document.Filing.Text).Exclude(document => document.Filing.Quoted).Exclude(document => document.Filing.Contact).Exclude(document => document.Filing.Receipt),
        cancellationToken);

    /// <summary>The same, of each only what says whether a list would show something else of it.</summary>
    public Task<List<CaseDocument>> ListMarksAsync(CaseQuery query, int limit, CancellationToken cancellationToken) => WalkAsync<CaseDocument>(
        query, limit, Builders<CaseDocument>.Projection.Include(document => document.Version).Include("messages.unread").Include(ComplaintsStorage.ReviewUnread).Include(ComplaintsStorage.DeliveryState), cancellationToken);

    /// <summary>The id of the case beside a position, or null at the end of the list. One read of an index; in the order of gravities, one for each until one has some.</summary>
    public async Task<Guid?> FindBesideAsync(CaseQuery query, CancellationToken cancellationToken) =>
        (await WalkAsync(query, 1, Builders<CaseDocument>.Projection.Expression(document => (Guid?)document.Id), cancellationToken)).FirstOrDefault();

    /// <summary>How many cases a query leaves in, wherever its position is.</summary>
    // Every case has a due date: with no filter that has an index of its own, that of the dates serves.
    public Task<long> CountAsync(CaseQuery query, CancellationToken cancellationToken) => storage.Cases.CountDocumentsAsync(
        FilterOf(query with { From = null }) & Where.Gte(one => one.State.DueOn, DateOnly.MinValue), cancellationToken: cancellationToken);

    /// <summary>How many cases there are of each site, state, nature, due date, assignee and team. One read of the cases that the query leaves in.</summary>
    // In one batch, as far as a message of the server goes: left to itself, it sends a hundred first.
    public async Task<IReadOnlyList<CaseTally>> TallyAsync(CaseQuery query, CancellationToken cancellationToken) => await storage.Cases.Aggregate(new AggregateOptions { BatchSize = LongReads.BatchSize })
        .Match(FilterOf(query))
        .Group(
            one => new { one.State.Site, one.State.Status, one.State.Kind, one.State.Verdict, one.State.DueOn, one.State.Assignee, Team = one.State.Team ?? "" },
            cases => new { cases.Key, Number = cases.Count() })
        .Project(one => new CaseTally(one.Key.Site, one.Key.Status, one.Key.Kind, one.Key.Verdict, one.Key.DueOn, one.Key.Assignee, one.Key.Team, one.Number))
        .ToListAsync(cancellationToken);

    /// <summary>How many cases wait for an answer past the day that was promised, on the day it is at their site. One indexed read.</summary>
    public Task<long> CountPastPromiseAsync(CancellationToken cancellationToken) =>
        storage.Cases.CountDocumentsAsync(IsOverdue(), cancellationToken: cancellationToken);

    /// <summary>How many complaints wait for an answer past the legal two months, on the day it is at their site. One read of an index.</summary>
    public Task<long> CountPastLegalDayAsync(CancellationToken cancellationToken) => storage.Cases.CountDocumentsAsync(
        Where.Eq(one => one.State.Verdict, Verdict.Pending) & Where.Eq(one => one.State.Kind, Kinds.Complaint) & IsPast(one => one.State.LegalDueOn),
        cancellationToken: cancellationToken);

    // In one batch: left to itself, the server sends a page of 200 in two.
    private async Task<List<T>> WalkAsync<T>(CaseQuery query, int limit, ProjectionDefinition<CaseDocument, T> shown, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        foreach (var part in CaseSequence.PartsOf(query, catalogue))
        {
            found.AddRange(await storage.Cases.Find(FilterOf(part), new FindOptions { BatchSize = limit }).Sort(CaseSequence.SortOf(part)).Limit(limit - found.Count).Project(shown).ToListAsync(cancellationToken));
            if (found.Count == limit) break;
        }
        return found;
    }

    /// <summary>What the query leaves in.</summary>
    private FilterDefinition<CaseDocument> FilterOf(CaseQuery query)
    {
        var filters = new List<FilterDefinition<CaseDocument>>();
        if (query.Ids is { } ids) filters.Add(Where.In(one => one.Id, ids));
        if (query.Sites is { } sites) filters.Add(Where.In(one => one.State.Site, sites));
        // Naming all states leaves nothing out and lets the index of states and days serve.
        var statuses = query.Statuses ?? (query.Order == CaseOrder.NewestFirst ? Enum.GetValues<CaseStatus>() : null);
        if (statuses is not null) filters.Add(Where.In(one => one.State.Status, statuses));
        if (query.Assignee is { } assignee) filters.Add(Where.Eq(one => one.State.Assignee, assignee));
        if (query.Unassigned) filters.Add(Where.Eq(one => one.State.Assignee, null));
        if (query.Team is { } team) filters.Add(Where.Eq(one => one.State.Team, team));
        if (query.Kinds is { } kinds) filters.Add(Where.In(one => one.State.Kind, kinds));
        if (query.Channel is { } channel) filters.Add(Where.Eq(one => one.State.Channel, channel));
        if (query.Unread) filters.Add(new BsonDocument("messages.unread", true));
        if (query.UnreadReview) filters.Add(new BsonDocument(ComplaintsStorage.ReviewUnread, true));
        if (query.PromiseDue) filters.Add(HasPromiseDue());
        if (query.NotArrived) filters.Add(HasLetterNotArrived());
        if (query.Pending) filters.Add(Where.Eq(one => one.State.Verdict, Verdict.Pending));
        if (query.Motive is { } motive) filters.Add(Where.Eq(one => one.State.Motive, motive));
        if (query.Gravity is { } gravity) filters.Add(Where.Eq(one => one.State.Gravity, gravity));
        if (query.WithoutGravity) filters.Add(Where.Eq(one => one.State.Gravity, null));
        if (query.Procedure is { } procedure) filters.Add(HasOpen(procedure));
        if (query.Overdue is { } overdue) filters.Add(overdue ? IsOverdue() : IsNotOverdue());
        if (query.Aside is { } aside) filters.Add(aside ? IsAside() : Where.Eq(one => one.State.AsideUntil, null) | Where.Not(IsAside()));
        // Where no answer is owed there is no due day that counts, though one is kept.
        if (query.DueBefore is { } due) filters.Add(Where.Lt(one => one.State.DueOn, due) & Where.Ne(one => one.State.Verdict, Verdict.NotApplicable));
        if (query.ReferenceStart is { } start) filters.Add(BeginsWith(start));
        if (query.Words is { } words) filters.Add(Where.Text(words));
        filters.AddRange(CaseSequence.FiltersOf(query));
        return filters.Count == 0 ? Where.Empty : Where.And(filters);
    }

    // Overseas it may be another day: sites are taken together by the day they have.
    private FilterDefinition<CaseDocument> IsAside() => Where.Or(catalogue.Sites.GroupBy(site => promises.Today(site.Code))
        .Select(day => Where.Gt(one => one.State.AsideUntil, day.Key) & Where.In(one => one.State.Site, day.Select(site => site.Code))));

    private FilterDefinition<CaseDocument> IsOverdue() => Where.Eq(one => one.State.Verdict, Verdict.Pending) & IsPast(one => one.State.DueOn);

    // Not simply the contrary, in which no index finds its way: it would read all that is overdue.
    private FilterDefinition<CaseDocument> IsNotOverdue()
    {
        var earliest = catalogue.Sites.Min(site => promises.Today(site.Code));
        return Where.Ne(one => one.State.Verdict, Verdict.Pending) | (Where.Gte(one => one.State.DueOn, earliest) & Where.Not(IsPast(one => one.State.DueOn)));
    }

    // Overseas it may be another day: sites are taken together by the day they have.
    private FilterDefinition<CaseDocument> IsPast(Expression<Func<CaseDocument, DateOnly>> due)
    {
        var days = catalogue.Sites.GroupBy(site => promises.Today(site.Code)).ToList();
        return Where.Or(days.Select(day => days.Count == 1
            ? Where.Lt(due, day.Key)
            : Where.Lt(due, day.Key) & Where.In(one => one.State.Site, day.Select(site => site.Code))));
    }

    // By the states first: an index that holds only some of the cases is not seen behind a condition on one promise.
    private FilterDefinition<CaseDocument> HasPromiseDue()
    {
        var days = catalogue.Sites.GroupBy(site => promises.Today(site.Code).AddDays(PersonPromise.DaysAhead)).ToList();
        var due = Where.Or(days.Select(day =>
        {
            var isDue = Where.ElemMatch(one => one.Promises, promise => promise.State == PromiseState.Open && promise.DueOn <= day.Key);
            return days.Count == 1 ? isDue : isDue & Where.In(one => one.State.Site, day.Select(site => site.Code));
        }));
        BsonArray wanted = [nameof(PromiseState.Open), nameof(PromiseState.Denied)];
        return new BsonDocument(ComplaintsStorage.PromiseState, new BsonDocument("$in", wanted))
            & (due | new BsonDocument(ComplaintsStorage.PromiseState, nameof(PromiseState.Denied)));
    }

    // By all states that a delivery is in, which an index holds; then by the last of each letter, since what was sent again did arrive or is on its way.
    private static FilterDefinition<CaseDocument> HasLetterNotArrived()
    {
        BsonArray states = [.. Delivery.NotArrived.Select(state => state.ToString())];
        var last = new BsonDocument("$arrayElemAt", new BsonArray { "$$letter.deliveries.state", -1 });
        var letters = new BsonDocument("$map", new BsonDocument
        {
            ["input"] = new BsonDocument("$ifNull", new BsonArray { "$letters", new BsonArray() }),
            ["as"] = "letter",
            ["in"] = new BsonDocument("$in", new BsonArray { last, states }),
        });
        return new BsonDocument(ComplaintsStorage.DeliveryState, new BsonDocument("$in", states))
            & Where.Eq(one => one.Erased, null)
            & (FilterDefinition<CaseDocument>)new BsonDocument("$expr", new BsonDocument("$anyElementTrue", new BsonArray { letters }));
    }

    // The condition on its kind lets the index of those that have any serve.
    private static FilterDefinition<CaseDocument> HasOpen(string procedure)
    {
        var kind = procedure == CaseQuery.AnyProcedure ? new BsonDocument("$exists", true) : (BsonValue)procedure;
        return new BsonDocument(ComplaintsStorage.ProcedureKind, new BsonDocument("$exists", true))
            & (FilterDefinition<CaseDocument>)new BsonDocument("procedures", new BsonDocument("$elemMatch", new BsonDocument { ["kind"] = kind, ["closedOn"] = BsonNull.Value }));
    }

    private static FilterDefinition<CaseDocument> BeginsWith(string reference) =>
        Where.Regex(one => one.Reference, new BsonRegularExpression($"^{Regex.Escape(reference.ToUpperInvariant())}"));
}
