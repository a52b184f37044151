// Line symbols on a 24-pixel field, drawn for this page.

const SVG = "http://www.w3.org/2000/svg";

const paths = {
  animate: "M5 5h14v14H5zM10 9l5 3-5 3z",
  area: "M4 6h4M10 6h4M16 6h4v4M20 12v4M20 18h-4M14 18h-4M8 18H4v-4M4 12V8",
  attach: "M20 11.5 12 19.4a5 5 0 0 1-7-7l8.3-8.3a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.6 1.6 0 0 1-2.3-2.3l7.3-7.3",
  back: "M15 5l-7 7 7 7",
  brush: "M20 4 9.500 14.500M8 14a4 4 0 0 1 2 2c0 3-3 4-7 4 2-1.500 1-3 2-4.500A3.500 3.500 0 0 1 8 14z",
  cancel: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9 9l6 6M15 9l-6 6",
  close: "M6 6l12 12M18 6 6 18",
  compare: "M4 5h7v14H4zM13 5h7v14h-7z",
  confirm: "M5 12.5l5 5L20 7",
  other: "M6 6l12 12M18 6 6 18",
  cutout: "M6 15a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM18 15a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 15.8 17 3M16 15.8 7 3",
  delete: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  drop: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  forget: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  details: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v6M12 7.5v.1",
  down: "M12 5v14M6 13l6 6 6-6",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  edit: "M4 20l1-4.5L16 4.5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19zM14 6.500l3.500 3.500",
  eraser: "M9 20h11M5 15.500 14.500 5 20 10 11 20H8zM9.500 10.500 15 15.500",
  error: "M12 4 2.800 20h18.400zM12 10v4.500M12 17.200v.1",
  formats: "M3 4h18v8H3zM3 15h6v6H3zM12 15h4v6h-4z",
  export: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  forth: "M9 5l7 7-7 7",
  invert: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 3v18M15 5v14M18 7.500v9",
  lasso: "M7 16c-2.500-1-4-3-4-5 0-4 4-6.500 9-6.500s9 2.500 9 6-4 6-9 6c-1.500 0-3-.2-4-.6M7 16a2 2 0 1 1-2 2c0 1.500 1 2.500 3 3",
  less: "M5 12h14",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5v14M5 12h14",
  notice: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v6M12 7.5v.1",
  open: "M14 4h6v6M20 4l-8 8M10 4H4v16h16v-6",
  paint: "M20 4 9.500 14.500M8 14a4 4 0 0 1 2 2c0 3-3 4-7 4 2-1.500 1-3 2-4.500A3.500 3.500 0 0 1 8 14z",
  pick: "M8 4h8v5a4 4 0 0 1-8 0zM8 5H4.500v2A3 3 0 0 0 8 10M16 5h3.500v2A3 3 0 0 1 16 10M12 13v4M8 20h8l-1.500-3h-5z",
  picture: "M4 5h16v14H4zM4 16l4.500-4.500 4 4 2.500-2.500 5 5M15.500 9.500v.1",
  question: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M12 16.800v.1",
  refine: "M12 3l1.900 5.600 5.600 1.900-5.600 1.900L12 18l-1.900-5.600-5.600-1.900 5.600-1.900zM19 16v4M17 18h4",
  sharpen: "M12 3v4M12 17v4M3 12h4M17 12h4M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  recall: "M5 12a7 7 0 1 0 2.200-5.100M5 4v4h4M12 8.500V12l2.500 2",
  again: "M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4",
  redo: "M15 6l4 4-4 4M19 10H10a5 5 0 0 0 0 10h3",
  reframe: "M7 2v15h15M2 7h15v15",
  reply: "M9 6 4 11l5 5M4 11h9a6 6 0 0 1 6 6v2",
  retry: "M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4",
  send: "M12 19V5M6 11l6-6 6 6",
  page: "M7 4v16M17 6l-6 6 6 6",
  star: "M12 3.500l2.600 5.700 6.200.700-4.600 4.200 1.300 6.100-5.500-3.100-5.500 3.100 1.300-6.100-4.600-4.200 6.200-.700z",
  step: "M9 6 4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3",
  takes: "M4 4h12v12H4zM10 20h10V10",
  tap: "M5 19 14 10M12.500 8.500l3 3M18 3v4M16 5h4M19 13v3M17.500 14.500h3M10 3v3M8.500 4.500h3",
  text: "M5 7V5h14v2M12 5v14M9 19h6",
  tree: "M12 4v5M6 15v-3h12v3M12 9v3M4 15h4v4H4zM10 15h4v4h-4zM16 15h4v4h-4z",
  undo: "M9 6 5 10l4 4M5 10h9a5 5 0 0 1 0 10h-3",
  upscale: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  vote: "M7 11v9H4v-9zM7 11l4-7a2 2 0 0 1 2.500 2.500L12.500 10H18a2 2 0 0 1 2 2.400l-1.200 6A2 2 0 0 1 16.800 20H7",
  use: "M5 12.500l5 5L20 7M4 21h16",
  vary: "M4 8h10M4 16h10M17 5l3 3-3 3M17 13l3 3-3 3",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name] ?? paths.more);
  svg.append(path);
  return svg;
}
