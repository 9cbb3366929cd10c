using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Identity;

public sealed class Signing_as_the_operator
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void One_token_does_for_a_while_and_is_followed_by_another_long_before_it_ends()
    {
        var tokens = new OperatorTokens(TestKeys.Folder, _time);
        var first = tokens.Of("Exploitation");

        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(first, tokens.Of("Exploitation"));
        _time.Advance(TimeSpan.FromMinutes(2));
        var next = tokens.Of("Exploitation");

        Assert.NotEqual(first, next);
        Assert.Equal(_time.GetUtcNow().UtcDateTime.AddMinutes(15), new JsonWebToken(next).ValidTo);
    }

    [Fact]
    public void Each_name_has_its_own()
    {
        var tokens = new OperatorTokens(TestKeys.Folder, _time);

        Assert.Equal(["Équipe 1", "Équipe 2"], ((string[])["Équipe 1", "Équipe 2"]).Select(name => new JsonWebToken(tokens.Of(name)).GetClaim("name").Value));
    }
}
