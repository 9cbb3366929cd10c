using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Auditing;

namespace QualiPref.Platform.Tests.Auditing;

public sealed class Naming_who_acted
{
    private const string Somebody = "0b3c5d2e-8f6a-4c1b-9d7e-1a2b3c4d5e6f";

    [Theory]
    [InlineData($"iss=qualipref;sub={Somebody};name=Camille Martin;roles=handler", "person", Somebody)]
    [InlineData("iss=https://fournisseur.example;sub=abonné|12;name=Programme;roles=quality", "program", "73a749af9c8cd33f8e506b6ec1c11bde")]
    [InlineData("iss=qualipref;name=Camille Exploitante;roles=admin", "operator", "Camille-Exploitante")]
    [InlineData($"iss=qualipref;kiosk={Somebody};roles=kiosk", "kiosk", Somebody)]
    [InlineData("iss=qualipref;name=reporting;roles=service", "service", "reporting")]
    public void Goes_by_what_the_token_says_and_keeps_no_name_of_a_person(string claims, string kind, string id)
    {
        var identity = new ClaimsIdentity(claims.Split(';').Select(claim => claim.Split('=')).Select(claim => new Claim(claim[0], claim[1])), "token", "name", "roles");

        var actor = AuditActor.Of(new DefaultHttpContext { User = new ClaimsPrincipal(identity) });

        Assert.Equal((kind, id, null), (actor.Kind, actor.Id, actor.For));
    }

    [Fact]
    public void Is_nobody_without_a_token() => Assert.Equal(AuditActor.Unknown, AuditActor.Of(new DefaultHttpContext()));
}
