using System.Net;
using System.Net.Http.Json;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sharing;

public sealed class Seeing_who_has_a_case_open(RealEngine engine) : IAsyncLifetime
{
    private readonly Guid _one = new("0198f000-0000-7000-8000-000000000001"), _other = new("0198f000-0000-7000-8000-000000000002");
    private RunningComplaints _service = null!;
    private HttpClient _first = null!, _second = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningComplaints.StartAsync(engine);
        (_first, _second) = (_service.Person("Agent 1", _one), _service.Person("Agent 2", _other));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_is_told_of_the_others_of_the_same_case_and_not_of_themselves()
    {
        var (known, elsewhere) = (await _first.FiledAsync(), await _first.FiledAsync());
        Assert.Equal("", await TellAsync(_first, known));
        Assert.Equal($"{_one}", await TellAsync(_second, known));
        Assert.Equal($"{_other}", await TellAsync(_first, known));
        Assert.Equal("", await TellAsync(_second, elsewhere));
    }

    [Fact]
    public async Task Who_has_closed_it_or_says_nothing_any_more_is_gone()
    {
        var known = await _first.FiledAsync();
        await TellAsync(_first, known);
        Assert.Equal($"{_one}", await TellAsync(_second, known));
        await TellAsync(_first, known, open: false);
        Assert.Equal("", await TellAsync(_second, known));
        await TellAsync(_first, known);
        Assert.Equal($"{_one}, {_other}", await TellAsync(_service.Handler, known));
        _service.Time.Advance(OpenCases.Stays);
        // The tokens of persons have ended by then.
        Assert.Equal("", await TellAsync(_service.Handler, known));
    }

    [Fact]
    public async Task Nobody_is_told_of_a_case_of_another_site()
    {
        var known = await _first.FiledAsync(("site", "91-EVRY"));
        using var refused = await _service.As("handler", "91-ETAMPES").PutAsJsonAsync($"complaints/{known.Id}/presence", new { open = true }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<string> TellAsync(HttpClient who, Known known, bool open = true)
    {
        using var told = await who.PutAsJsonAsync($"complaints/{known.Id}/presence", new { open }, TestContext.Current.CancellationToken);
        return string.Join(", ", (await told.ReadAsync(HttpStatusCode.OK)).List("others").Select(one => one!.GetValue<string>()));
    }
}
