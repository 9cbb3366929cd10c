using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.Platform.Identity;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// Every page and form by everybody. The page judges the role and shows the way to a door; the call behind it judges the sites, and what it refuses is
/// nowhere in the answer.
/// </summary>
internal sealed class PageVisits(HttpClient http, IReadOnlyList<Visitor> visitors, IEnumerable<(string Call, Grant Grant)> grants, ConcurrentQueue<string> wrong, CancellationToken cancellation)
{
    private const string Open = "open", Refused = "refused", SignIn = "/connexion", Denied = "/acces-refuse";

    private readonly Dictionary<(string Call, string? When), Grant> _grants = grants.ToDictionary(one => (one.Call, one.Grant.When), one => one.Grant);

    private readonly ConcurrentDictionary<PageAt, bool> _shown = new();

    /// <summary>How many requests were sent.</summary>
    public int Count { get; private set; }

    /// <summary>Opens every page as everybody. What a page shows has to be shown to somebody: else it would be missing from every refusal without a reason.</summary>
    public async Task OpenAsync(IEnumerable<PageAt> pages)
    {
        var opened = pages.ToList();
        var showing = from page in opened
                      where page.Shows is not null
                      // A page that leads each to what is theirs need not show it to the first.
                      from visitor in visitors.Where(visitor => MayShow(page, visitor)).Take(page.IsNarrowed ? visitors.Count : 1)
                      select (page, visitor);
        await VisitAsync(Drawn.From(from page in opened from visitor in visitors select (page, visitor)).Union(showing));
        foreach (var page in opened.Where(page => page.Shows is not null && !_shown.ContainsKey(page))) wrong.Enqueue($"{page}: \"{page.Shows}\" is shown to nobody");
    }

    /// <summary>Sends every form as whoever may not.</summary>
    public Task SendRefusedAsync(IEnumerable<PageAt> forms) =>
        VisitAsync(Drawn.From(from form in forms from visitor in visitors where ExpectedOf(form, visitor) != Open select (form, visitor)));

    /// <summary>Sends every form once, as the first who may.</summary>
    public Task SendAsync(IEnumerable<PageAt> forms) => VisitAsync(forms.Select(form => (form, visitors.First(visitor => ExpectedOf(form, visitor) == Open))));

    private async Task VisitAsync(IEnumerable<(PageAt Page, Visitor Visitor)> visits)
    {
        var all = visits.ToList();
        Count += all.Count;
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (one, _) =>
        {
            var (outcome, text) = await AskAsync(one.Page, one.Visitor);
            var expected = ExpectedOf(one.Page, one.Visitor);
            if (outcome != expected) wrong.Enqueue($"{one.Page} by {one.Visitor.Is.Name}: {outcome} instead of {expected}");
            if (one.Page.Shows is not { } secret) return;
            var shown = text.Contains(secret, StringComparison.Ordinal);
            if (shown) _shown.TryAdd(one.Page, true);
            // Of a list this is one page, which need not hold it.
            if (MayShow(one.Page, one.Visitor) ? !shown && !one.Page.IsNarrowed : shown) wrong.Enqueue($"{one.Page} by {one.Visitor.Is.Name}: \"{secret}\" is {(shown ? "there" : "not there")}");
        });
    }

    private bool MayShow(PageAt page, Visitor visitor) => ExpectedOf(page, visitor) == Open && (!page.IsNarrowed || visitor.Is.Covers(page.Sites));

    private string ExpectedOf(PageAt page, Visitor visitor)
    {
        if (!visitor.Is.Holds(_grants[(page.Page, null)], [])) return visitor.Is.Role is null ? SignIn : Denied;
        return page.Behind is not { } call || visitor.Is.Holds(_grants[call], page.Sites) ? Open : Refused;
    }

    private async Task<(string Outcome, string Text)> AskAsync(PageAt page, Visitor visitor)
    {
        using var request = new HttpRequestMessage(page.Form is null ? HttpMethod.Get : HttpMethod.Post, page.Address);
        request.Headers.Add("Cookie", visitor.Session.Cookie);
        if (visitor.Bearer is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (page.Form is { } fields)
            request.Content = ContentOf(fields.Append(KeyValuePair.Create(PageSession.FormField, visitor.Session.FormToken)), page);
        using var response = await http.SendAsync(request, cancellation);
        return (OutcomeOf(page, response), WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(cancellation)));
    }

    private static HttpContent ContentOf(IEnumerable<KeyValuePair<string, string>> fields, PageAt page)
    {
        if (page.File is not { } given) return new FormUrlEncodedContent(fields);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        form.Add(new StringContent(given.Content), given.Field, page.FileName);
        return form;
    }

    private string OutcomeOf(PageAt page, HttpResponseMessage response)
    {
        // A step that is done leads on to what it was done to.
        if (response.StatusCode == HttpStatusCode.Redirect)
            return new Uri(http.BaseAddress!, response.Headers.Location!).AbsolutePath is (SignIn or Denied) and var door ? door : Open;
        // One page says that another was refused, one that somebody was not let in.
        if (response.StatusCode == (page.Page is $"page `{Denied}`" or $"page `{SignIn}/refusee`" ? HttpStatusCode.Forbidden : HttpStatusCode.OK)) return Open;
        // A site that a form names may be named as one of its faults.
        var isRefused = response.StatusCode == HttpStatusCode.Forbidden
            || (response.StatusCode == HttpStatusCode.UnprocessableEntity && page.Behind is { } call && _grants[call].Site == SiteRule.Body);
        return isRefused ? Refused : $"{(int)response.StatusCode}";
    }
}
