using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Identity;
using Scalar.AspNetCore;

namespace QualiPref.Portal.Shell;

/// <summary>A reader for the OpenAPI documents of all services; its script is served from here.</summary>
internal static class ApiReference
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapScalarApiReference("/reference-api", scalar =>
    {
        scalar.Title = "QualiPref – API";
        scalar.DefaultFonts = false;
        foreach (var service in ServiceNames.All) scalar.AddDocument(service, routePattern: $"/api/{service}/v1/openapi.json");
    }).AllowAnybody();
}
