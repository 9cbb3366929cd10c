using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Walking_through_a_list(SevenCases filed) : IClassFixture<SevenCases>
{
    [Theory]
    [InlineData("dueOn", "a b c d e f g")]
    [InlineData("-receivedOn", "g f e d c b a")]
    [InlineData("gravity", "c d b e a f g")]
    [InlineData("-gravity", "b e d c a f g")]
    public async Task Shows_each_case_once_in_its_order_and_the_same_pages_on_the_way_back(string sort, string order)
    {
        var there = new List<string>();
        string? cursor = null, back;
        do
        {
            var page = await PageAsync(sort, cursor);
            there.Add(page.Names);
            Assert.Equal(cursor is null, page.Previous is null);
            (cursor, back) = (page.Next, page.Previous);
        }
        while (cursor is not null);

        var again = new List<string>();
        while (back is not null)
        {
            var page = await PageAsync(sort, back);
            again.Insert(0, page.Names);
            Assert.NotNull(page.Next);
            back = page.Previous;
        }

        Assert.Equal(order, string.Join(' ', there));
        Assert.Equal(there[..^1], again);
    }

    [Fact]
    public async Task By_gravity_keeps_to_what_it_is_narrowed_to()
    {
        var strong = await filed.Service.Handler.GetJsonAsync("complaints?sort=gravity&gravity=forte");
        Assert.Equal(["b", "e"], strong.List("items").Select(item => item!.Text("subject")));
        var marked = await filed.Service.Handler.GetJsonAsync("complaints/marks?sort=-gravity&channel=letter&pageSize=2");
        Assert.Equal((3, 2, filed.IdOf("b")), (marked.Number("total"), marked.List("items").Count, marked.List("items")[0]!.Text("id")));
    }

    [Theory]
    [InlineData("dueOn")]
    [InlineData("-receivedOn")]
    [InlineData("gravity")]
    [InlineData("-gravity")]
    public async Task Leads_from_each_case_to_the_one_before_and_after(string sort)
    {
        var listed = (await filed.Service.Handler.GetJsonAsync($"complaints?sort={sort}")).List("items").Select(item => item!.Text("id")).ToList();

        for (var place = 0; place < listed.Count; place++)
        {
            var beside = await filed.Service.Handler.GetJsonAsync($"complaints/{listed[place]}/neighbours?sort={sort}");
            Assert.Equal(listed.ElementAtOrDefault(place - 1), beside.Text("previous"));
            Assert.Equal(listed.ElementAtOrDefault(place + 1), beside.Text("next"));
        }
    }

    [Fact]
    public async Task Leads_on_from_a_case_that_has_left_the_list()
    {
        var beside = await filed.Service.Handler.GetJsonAsync($"complaints/{filed.IdOf("d")}/neighbours?q=introuvable");
        Assert.Null(beside.Text("next"));

        var others = await filed.Service.Handler.GetJsonAsync($"complaints/{filed.IdOf("d")}/neighbours?channel=letter");
        Assert.Equal((filed.IdOf("b"), filed.IdOf("f")), (others.Text("previous"), others.Text("next")));
    }

    [Theory]
    [InlineData("<2026-07-03")]
    [InlineData("2026-07-03|not-an-id")]
    [InlineData("2026-07-03|00000001-0000-0000-8000-000000000001|forte")]
    [InlineData("2026-07-03|00000001-0000-0000-8000-000000000001", "gravity")]
    [InlineData("2026-07-03|00000001-0000-0000-8000-000000000001|extreme", "gravity")]
    public async Task With_a_cursor_of_nobody_is_refused(string key, string sort = "dueOn")
    {
        var cursor = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)).TrimEnd('=');
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, await filed.Service.Handler.StatusOfAsync($"complaints?sort={sort}&cursor={cursor}"));
    }

    private async Task<(string Names, string? Next, string? Previous)> PageAsync(string sort, string? cursor)
    {
        var page = await filed.Service.Handler.GetJsonAsync($"complaints?sort={sort}&pageSize=3&cursor={cursor}");
        return (string.Join(' ', page.List("items").Select(item => item!.Text("subject"))), page.Text("next"), page.Text("previous"));
    }
}

/// <summary>The service with seven cases named in the order of their due dates, three of them on one day, four with a gravity; every second came as a letter.</summary>
public sealed class SevenCases(RealEngine engine) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Gravities = new() { ["b"] = "forte", ["c"] = "faible", ["d"] = "moyenne", ["e"] = "forte" };

    private readonly Dictionary<string, string> _ids = [];

    internal RunningComplaints Service { get; private set; } = null!;

    public string IdOf(string subject) => _ids[subject];

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine);
        Service.Time.Set(new DateOnly(2026, 7, 3));
        string[] days = ["2026-05-04", "2026-06-02", "2026-06-30", "2026-06-30", "2026-06-30", "2026-07-01", "2026-07-02"];
        foreach (var (place, day) in days.Index())
        {
            var subject = "abcdefg"[place].ToString();
            // Ids rise with the names, so that those of one day keep that order.
            var id = new Guid(place + 1, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 1]).ToString();
            var known = await Service.Handler.FiledAsync(("id", id), ("receivedOn", day), ("subject", subject), ("channel", place % 2 == 0 ? "email" : "letter"));
            if (Gravities.TryGetValue(subject, out var gravity)) await Service.Handler.DoAsync(known, "qualify", new { motive = "attente", gravity });
            _ids[subject] = id;
        }
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
