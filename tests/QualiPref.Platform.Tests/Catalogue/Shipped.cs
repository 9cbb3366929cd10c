namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>The catalogue as it ships beside the binaries.</summary>
internal static class Shipped
{
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "catalogue");

    internal static LoadedCatalogue Catalogue { get; } = LoadedCatalogue.Load(Folder);
}
