"""The register on the web: pages, an API, feeds. It only reads: it asks the register, and knows no extractor.

``app.application`` makes an ASGI application of a ``Site``, ``server`` runs it. Nothing is fetched from elsewhere by what it sends.
"""
